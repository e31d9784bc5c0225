// The people and texts of the browser tests. Invented, at example domains.

export const secretary = "amina@secretariat.example";
export const auditor = "karim@audit.example";

export const text = `# Fair and ethical recruitment

The fees and costs of recruitment are borne by the employer. No worker pays for a job abroad.

The list of licensed agencies is public and is renewed every quarter.

Every worker receives the contract in a language that the worker understands.
`;

export async function furnish(house) {
  await house.body("secretariat", { en: "Taskforce secretariat", bn: "টাস্কফোর্স সচিবালয়" },
    { name: "Amina Rahman", language: "en" }, { email: secretary, roles: ["secretariat"] });
  await house.body("audit", { en: "Office of the Auditor", bn: "নিরীক্ষা কার্যালয়" },
    { name: "Karim Hossain", language: "en" }, { email: auditor, roles: ["auditor"] });
  const ministries = [
    ["labour", "Ministry of Labour", "শ্রম মন্ত্রণালয়", "Shirin Akter"],
    ["home", "Ministry of Home Affairs", "স্বরাষ্ট্র মন্ত্রণালয়", "Mahbub Talukder"],
    ["health", "Ministry of Health", "স্বাস্থ্য মন্ত্রণালয়", "Imran Chowdhury"],
    ["law", "Ministry of Law", "আইন মন্ত্রণালয়", "Farhana Islam"],
    ["finance", "Finance Division", "অর্থ বিভাগ", "Rezaul Karim"],
    ["foreign-affairs", "Ministry of Foreign Affairs", "পররাষ্ট্র মন্ত্রণালয়", "Nasreen Haque"],
    ["welfare", "Ministry of Expatriates' Welfare", "প্রবাসী কল্যাণ মন্ত্রণালয়", "Tanvir Alam"],
  ];
  for (const [id, en, bn, name] of ministries) {
    await house.body(id, { en, bn }, { name, language: id === "home" ? "bn" : "en" });
  }
}
