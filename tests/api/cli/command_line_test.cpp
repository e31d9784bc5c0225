#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "api/cli/commands.hpp"

namespace paraph::cli {
namespace {

struct Outcome {
    int code = -1;
    std::string out, err;
};

Outcome run(const Commands& commands, std::vector<const char*> words) {
    words.insert(words.begin(), "paraph");
    std::ostringstream out, err;
    Outcome result;
    result.code =
        run_command_line(static_cast<int>(words.size()), words.data(), commands, out, err);
    result.out = out.str();
    result.err = err.str();
    return result;
}

TEST(CommandLine, GivesACommandItsOptionsAndPassesOnItsAnswer) {
    Commands commands;
    CheckOptions seen;
    commands.check = [&seen](const CheckOptions& options) {
        seen = options;
        return Exit::answer_is_no;
    };
    EXPECT_EQ(run(commands, {"check", "a.yaml", "b.yaml", "--json"}).code, 1);
    EXPECT_EQ(seen.files, (std::vector<std::string>{"a.yaml", "b.yaml"}));
    EXPECT_TRUE(seen.json);
}

TEST(CommandLine, OffersOnlyWhatThisBuildHas) {
    Commands commands;
    commands.token_list = [](const TokenListOptions&) { return Exit::good; };
    EXPECT_EQ(run(commands, {"serve"}).code, 2);
    const Outcome help = run(commands, {"--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("token"), help.out.npos);
    EXPECT_EQ(help.out.find("serve"), help.out.npos);
    EXPECT_EQ(run(commands, {"token", "list"}).code, 0);
    EXPECT_EQ(run(commands, {"token", "issue"}).code, 2);
    EXPECT_EQ(run(commands, {"token"}).code, 2);
}

TEST(CommandLine, AnswersUsageAndBrokenEnvironmentsWithTwo) {
    Commands commands;
    commands.init = [](const InitOptions&) -> int { throw std::runtime_error("the disk is full"); };
    EXPECT_EQ(run(commands, {}).code, 2);
    EXPECT_EQ(run(commands, {"bake"}).code, 2);
    EXPECT_EQ(run(commands, {"init", "--email", "a@b"}).code, 2);
    EXPECT_NE(run(commands, {"init", "--email", "a@b"}).err.find("--secretariat"),
              std::string::npos);
    const Outcome broken = run(commands, {"init", "--email", "a@b", "--secretariat", "S"});
    EXPECT_EQ(broken.code, 2);
    EXPECT_EQ(broken.err, "paraph: the disk is full\n");
}

TEST(CommandLine, TestAndSimulateTakeTheirOptions) {
    Commands commands;
    TestOptions tested;
    SimulateOptions simulated;
    commands.test = [&](const TestOptions& options) {
        tested = options;
        return Exit::answer_is_no;
    };
    commands.simulate = [&](const SimulateOptions& options) {
        simulated = options;
        return Exit::good;
    };
    EXPECT_EQ(run(commands, {"test", "a.scenario.yaml", "--json"}).code, 1);
    EXPECT_EQ(tested.files, std::vector<std::string>{"a.scenario.yaml"});
    EXPECT_TRUE(tested.json);
    EXPECT_EQ(run(commands, {"simulate", "a.yaml", "--runs", "7", "--seed", "3", "--behaviour",
                             "b.yaml", "--svg", "c.svg", "--json"})
                  .code,
              0);
    EXPECT_EQ(simulated.runs, 7);
    EXPECT_EQ(simulated.seed, 3u);
    EXPECT_EQ(simulated.behaviour, "b.yaml");
    EXPECT_EQ(simulated.svg, "c.svg");
    EXPECT_TRUE(simulated.json);
    EXPECT_EQ(run(commands, {"simulate", "a.yaml", "--runs", "0"}).code, 2);
    EXPECT_EQ(run(commands, {"test"}).code, 2);
}

TEST(CommandLine, SaysItsVersion) {
    const Outcome version = run({}, {"version"});
    EXPECT_EQ(version.code, 0);
    EXPECT_TRUE(version.out.starts_with("paraph ")) << version.out;
    EXPECT_EQ(run({}, {"--version"}).out, version.out);
}

TEST(CommandLine, ServeReadsItsConfiguration) {
    Commands commands;
    Config seen;
    commands.serve = [&seen](const ServeOptions& options) {
        seen = options.config;
        return Exit::good;
    };
    const std::string file = testing::TempDir() + "paraph-command-line.yaml";
    std::ofstream(file) << "listen: 127.0.0.1:1\nlog.level: debug\n";
    const Outcome good = run(
        commands, {"serve", "--config", file.c_str(), "--listen", "127.0.0.1:2", "--data", "d"});
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_EQ(seen.listen, "127.0.0.1:2");
    EXPECT_EQ(seen.data, "d");
    EXPECT_EQ(seen.log.level, "debug");
    std::ofstream(file) << "listn: 1\nlog.level: loud\n";
    const Outcome bad = run(commands, {"serve", "--config", file.c_str()});
    EXPECT_EQ(bad.code, 2);
    EXPECT_NE(bad.err.find(":1:1: There is no setting listn."), bad.err.npos) << bad.err;
    EXPECT_NE(bad.err.find(":2:12: log.level"), bad.err.npos) << bad.err;
    EXPECT_EQ(run(commands, {"serve", "--config", "/nowhere.yaml"}).code, 2);
    EXPECT_EQ(run(commands, {"serve", "--mail-password", "x"}).code, 2);
    const Outcome manual = run(commands, {"serve", "--help-config"});
    EXPECT_EQ(manual.code, 0);
    EXPECT_NE(manual.out.find("mail.smtp_url"), manual.out.npos);
}

TEST(CommandLine, VerifyTakesAFileOrADataFolder) {
    Commands commands;
    commands.trail_verify = [](const TrailVerifyOptions& options) {
        return options.file ? Exit::good : Exit::answer_is_no;
    };
    EXPECT_EQ(run(commands, {"trail", "verify", "x.jsonl"}).code, 0);
    EXPECT_EQ(run(commands, {"trail", "verify", "--data", "d", "--key", "k"}).code, 1);
    EXPECT_EQ(run(commands, {"trail", "verify"}).code, 2);
    EXPECT_EQ(run(commands, {"trail", "verify", "x.jsonl", "--data", "d"}).code, 2);
}

TEST(CommandLine, RefusesFormatsAndLanguagesThatThereAreNot) {
    Commands commands;
    commands.draw = [](const DrawOptions&) { return Exit::good; };
    commands.trail_export = [](const TrailExportOptions&) { return Exit::good; };
    EXPECT_EQ(run(commands, {"draw", "a.yaml", "--format", "dot", "--language", "bn"}).code, 0);
    EXPECT_EQ(run(commands, {"draw", "a.yaml", "--format", "bpmn"}).code, 2);
    EXPECT_EQ(run(commands, {"trail", "export", "--format", "pdf", "--language", "bn"}).code, 0);
    EXPECT_EQ(run(commands, {"trail", "export", "--format", "xlsx"}).code, 2);
    const Outcome tag = run(commands, {"trail", "export", "--language", "en&x=y"});
    EXPECT_EQ(tag.code, 2);
    EXPECT_NE(tag.err.find("\"en&x=y\" is no language tag"), tag.err.npos) << tag.err;
}

}  // namespace
}  // namespace paraph::cli
