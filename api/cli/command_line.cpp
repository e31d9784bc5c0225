#include <algorithm>
#include <cctype>
#include <memory>

#include <CLI/CLI.hpp>

#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"
#include "api/config/settings.hpp"

namespace paraph::cli {

namespace {

constexpr const char* version = "paraph " PARAPH_VERSION;

struct Streams {
    std::ostream& out;
    std::ostream& err;
};

/// What `paraph serve` was given, before it is a configuration.
struct ServeArguments {
    std::string config_file;
    bool manual = false;
    std::map<std::string, std::string> flags;  // by key
};

std::string a_language_tag(const std::string& text) {
    const bool tag =
        std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '-'; });
    return tag ? "" : "\"" + text + "\" is no language tag, as in en or bn.";
}

int start_serve(const ServeArguments& given, const Command<ServeOptions>& serve, Streams streams) {
    if (given.manual) {
        streams.out << config_manual();
        return Exit::good;
    }
    ConfigSources sources;
    sources.environment = process_environment();
    sources.flags.assign(given.flags.begin(), given.flags.end());
    if (!given.config_file.empty()) {
        sources.file_name = given.config_file;
        sources.file_text = read_all(given.config_file);
        if (!sources.file_text) {
            streams.err << given.config_file << ": can't be read\n";
            return Exit::usage;
        }
    }
    const ConfigReading reading = read_config(sources);
    for (const ConfigError& error : reading.errors) streams.err << to_text(error) << "\n";
    if (!reading.errors.empty()) return Exit::usage;
    return serve(ServeOptions{reading.config});
}

class CommandLine {
public:
    CommandLine(const Commands& commands, Streams streams);
    int run(int argc, const char* const* argv);

private:
    /// Offers one command if this build has it; `describe` adds its options.
    template <class Options, class Describe>
    void offer(CLI::App& parent, const char* name, const char* text,
               const Command<Options>& command, Describe describe) {
        if (!command) return;
        auto options = std::make_shared<Options>();
        CLI::App* sub = parent.add_subcommand(name, text);
        describe(*sub, *options);
        sub->callback([this, options, command] {
            chosen_ = [options, command] { return command(*options); };
        });
    }
    static void data(CLI::App& app, std::string& data) {
        data = Config().data;
        app.add_option("--data", data, "the data folder")
            ->envname("PARAPH_DATA")
            ->capture_default_str();
    }
    void offer_serve();
    void offer_language();
    void offer_trail();
    void offer_token();
    void offer_operation();

    const Commands& commands_;
    Streams streams_;
    CLI::App app_{"Paraph: consultation and peer-review cycles, with a trail that can be checked."};
    std::function<int()> chosen_;
};

CommandLine::CommandLine(const Commands& commands, Streams streams)
    : commands_(commands), streams_(streams) {
    app_.name("paraph");
    app_.require_subcommand(1);
    app_.set_version_flag("--version", version);
    offer_serve();
    offer_operation();
    offer_language();
    offer_trail();
    offer_token();
    app_.add_subcommand("version", "print the version")->callback([this] {
        chosen_ = [this] {
            streams_.out << version << "\n";
            return Exit::good;
        };
    });
}

void CommandLine::offer_serve() {
    if (!commands_.serve) return;
    auto given = std::make_shared<ServeArguments>();
    CLI::App* sub = app_.add_subcommand("serve", "run the server");
    sub->add_option("--config", given->config_file, "a YAML file of settings");
    sub->add_flag("--help-config", given->manual, "print the manual of all settings");
    for (const Setting& setting : settings()) {
        if (setting.secret) continue;
        const std::string key(setting.key);
        sub->add_option_function<std::string>(
            flag_name(key), [given, key](const std::string& value) { given->flags[key] = value; },
            std::string(setting.text));
    }
    sub->callback([this, given] {
        chosen_ = [this, given] { return start_serve(*given, commands_.serve, streams_); };
    });
}

void CommandLine::offer_operation() {
    offer(app_, "demo", "a sample taskforce with a cycle that runs", commands_.demo,
          [](CLI::App& app, DemoOptions& options) {
              data(app, options.data);
              app.add_option("--listen", options.listen, "ADDRESS:PORT")->capture_default_str();
          });
    offer(app_, "init", "set up a new house: keys and the first secretariat", commands_.init,
          [](CLI::App& app, InitOptions& options) {
              data(app, options.data);
              app.add_option("--secretariat", options.secretariat, "its name")->required();
              app.add_option("--email", options.email, "its address")->required();
          });
    offer(app_, "erase", "take a person, or what was kept long enough, out of the record for good",
          commands_.erase, [](CLI::App& app, EraseOptions& options) {
              data(app, options.data);
              CLI::Option_group* what = app.add_option_group("what", "exactly one of");
              what->add_option("PERSON", options.person, "per_…, who has left the body");
              CLI::Option* data_class =
                  what->add_option("--class", options.data_class, "words, texts or people")
                      ->check(CLI::IsMember({"words", "texts", "people"}));
              what->require_option(1);
              CLI::Option* before =
                  app.add_option("--before", options.before, "a day: of what was over by then");
              before->needs(data_class);
              data_class->needs(before);
          });
    offer(app_, "backup", "write everything but the keys into one file", commands_.backup,
          [](CLI::App& app, BackupOptions& options) {
              data(app, options.data);
              app.add_option("FILE", options.file, "where to")->required();
          });
    offer(app_, "restore", "take a backup's state", commands_.restore,
          [](CLI::App& app, RestoreOptions& options) {
              data(app, options.data);
              app.add_option("FILE", options.file, "the backup")->required();
              app.add_flag("--new-log", options.new_log,
                           "go on from an older state, in a log that says so");
          });
    if (commands_.key_rotate) {
        CLI::App* key = app_.add_subcommand("key", "the key that signs the log");
        key->require_subcommand(1);
        offer(*key, "rotate", "a new key, which the old one vouches for in the log",
              commands_.key_rotate,
              [](CLI::App& app, KeyRotateOptions& options) { data(app, options.data); });
    }
}

void CommandLine::offer_language() {
    offer(app_, "check", "read and check definitions", commands_.check,
          [](CLI::App& app, CheckOptions& options) {
              app.add_option("FILE", options.files, "definitions")->required();
              app.add_flag("--json", options.json, "findings for machines");
          });
    offer(app_, "test", "run scenarios on the virtual clock", commands_.test,
          [](CLI::App& app, TestOptions& options) {
              app.add_option("FILE", options.files, "scenarios")->required();
              app.add_flag("--json", options.json, "the report for machines");
          });
    offer(app_, "schema", "the language of definitions as JSON Schema, for editors",
          commands_.schema, [](CLI::App& app, SchemaOptions& options) {
              app.add_option("-o", options.out, "where to; else standard output");
          });
    offer(
        app_, "draw", "draw a definition, or a cycle where it stands now", commands_.draw,
        [](CLI::App& app, DrawOptions& options) {
            CLI::Option_group* what = app.add_option_group("what", "exactly one of");
            what->add_option("FILE", options.file, "a definition");
            CLI::Option* cycle = what->add_option("--cycle", options.cycle, "a cycle's id");
            what->require_option(1);
            CLI::Option* folder =
                app.add_option("--data", options.data, "of a cycle: the data folder")->needs(cycle);
            app.add_option("--server", options.server, "of a cycle: a server's URL")
                ->excludes(folder)
                ->needs(cycle);
            app.add_option("--format", options.format, "svg, dot or mermaid")
                ->check(CLI::IsMember({"svg", "dot", "mermaid"}))
                ->capture_default_str();
            app.add_option("--language", options.language,
                           "of the words, as in bn; else the definition's first")
                ->check(a_language_tag);
            app.add_option("-o", options.out, "where to; else standard output");
        });
    offer(app_, "simulate", "how long a definition takes and how it ends", commands_.simulate,
          [](CLI::App& app, SimulateOptions& options) {
              app.add_option("FILE", options.file, "a definition")->required();
              app.add_option("--runs", options.runs, "how many cycles")
                  ->check(CLI::Range(1, 1'000'000))
                  ->capture_default_str();
              app.add_option("--seed", options.seed, "of the randomness")->capture_default_str();
              app.add_option("--behaviour", options.behaviour, "how bodies behave, a YAML file");
              app.add_flag("--json", options.json, "the figures for machines");
              app.add_option("--svg", options.svg, "write a histogram into this file");
          });
}

void CommandLine::offer_trail() {
    if (!commands_.trail_verify && !commands_.trail_export) return;
    CLI::App* trail = app_.add_subcommand("trail", "the decision trail");
    trail->require_subcommand(1);
    offer(*trail, "verify", "check a trail without trusting a server", commands_.trail_verify,
          [](CLI::App& app, TrailVerifyOptions& options) {
              CLI::Option_group* from = app.add_option_group("what", "exactly one of");
              from->add_option("FILE", options.file, "an export");
              from->add_option("--data", options.data, "a data folder");
              from->require_option(1);
              app.add_option("--key", options.key, "the log's verifier key, a file");
              CLI::Option* since =
                  app.add_option("--since", options.since, "an earlier checkpoint to go on from");
              app.add_option("--remember", options.remember,
                             "a file that keeps the checkpoint from check to check")
                  ->excludes(since);
              app.add_option("--witnesses", options.witnesses,
                             "whose cosignatures are asked for, a C2SP tlog-policy");
              app.add_option("--checkpoint", options.checkpoints,
                             "a checkpoint seen elsewhere, to agree with; may be repeated");
          });
    offer(*trail, "export", "the record of one cycle, or of all", commands_.trail_export,
          [](CLI::App& app, TrailExportOptions& options) {
              app.add_option("--cycle", options.cycle, "only this cycle");
              CLI::Option* folder = app.add_option("--data", options.data, "a data folder");
              app.add_option("--server", options.server, "a server's URL")->excludes(folder);
              app.add_option("-o", options.out, "where to; else standard output");
              app.add_option("--since", options.since,
                             "an earlier checkpoint that the export is to be held to");
              app.add_option("--format", options.format, "jsonl, csv, xes, html or pdf")
                  ->check(CLI::IsMember({"jsonl", "csv", "xes", "html", "pdf"}))
                  ->capture_default_str();
              app.add_option("--language", options.language,
                             "of a certificate (html, pdf), as en or bn")
                  ->check(a_language_tag)
                  ->capture_default_str();
          });
    offer(*trail, "import", "begin a house with the whole log of another", commands_.trail_import,
          [](CLI::App& app, TrailImportOptions& options) {
              data(app, options.data);
              app.add_option("FILE", options.file, "an export of all, as JSON Lines")->required();
              app.add_option("--key", options.key, "the log's verifier key, a file");
          });
}

void CommandLine::offer_token() {
    if (!commands_.token_issue && !commands_.token_list && !commands_.token_revoke) return;
    CLI::App* token = app_.add_subcommand("token", "the API's tokens");
    token->require_subcommand(1);
    offer(*token, "issue", "make a token and print it, once", commands_.token_issue,
          [](CLI::App& app, TokenIssueOptions& options) {
              data(app, options.data);
              app.add_option("--role", options.role, "what it may do")
                  ->required()
                  ->check(CLI::IsMember({"participant", "secretariat", "auditor", "operator"}));
              app.add_option("--body", options.body, "for whom a participant's token speaks");
              app.add_option("--cycle", options.cycles,
                             "a cycle that an auditor's token reads; may be repeated");
              app.add_option("--name", options.name, "what it is for");
          });
    offer(*token, "list", "the tokens that are in force", commands_.token_list,
          [](CLI::App& app, TokenListOptions& options) { data(app, options.data); });
    offer(*token, "revoke", "end a token", commands_.token_revoke,
          [](CLI::App& app, TokenRevokeOptions& options) {
              data(app, options.data);
              app.add_option("ID", options.id, "tok_…")->required();
          });
}

int CommandLine::run(int argc, const char* const* argv) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        const bool asked = stop.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app_.exit(stop, streams_.out, streams_.err);
        return asked ? Exit::good : Exit::usage;
    }
    return chosen_();
}

}  // namespace

int run_command_line(int argc, const char* const* argv, const Commands& commands, std::ostream& out,
                     std::ostream& err) {
    try {
        return CommandLine(commands, {out, err}).run(argc, argv);
    } catch (const std::exception& broken) {
        err << "paraph: " << broken.what() << "\n";
        return Exit::usage;
    }
}

}  // namespace paraph::cli
