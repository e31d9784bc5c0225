#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "api/config/config.hpp"

namespace paraph::cli {

/// What a process of ours ends with.
enum Exit : int { good = 0, answer_is_no = 1, usage = 2 };

struct ServeOptions {
    Config config;
};
struct DemoOptions {
    std::string data = "paraph-data", listen = "127.0.0.1:8080";
};
struct InitOptions {
    std::string data, secretariat, email;
};
struct CheckOptions {
    std::vector<std::string> files;
    bool json = false;
};
struct TestOptions {
    std::vector<std::string> files;
    bool json = false;
};
struct SchemaOptions {
    std::optional<std::string> out;  // none: standard output
};
struct DrawOptions {
    std::optional<std::string> file, cycle;   // exactly one of the two
    std::optional<std::string> data, server;  // of a cycle: at most one
    std::string format = "svg";
    std::string language;            // of the words; empty: the definition's first
    std::optional<std::string> out;  // none: standard output
};
struct SimulateOptions {
    std::string file;
    std::int64_t runs = 1000;
    std::uint64_t seed = 1;
    std::optional<std::string> behaviour;
    bool json = false;
    std::optional<std::string> svg;
};
struct TrailVerifyOptions {
    std::optional<std::string> file, data;  // exactly one of the two
    std::optional<std::string> key, since;
    std::optional<std::string> remember;   // the checkpoint of the last good check; written anew
    std::optional<std::string> witnesses;  // a policy
    std::vector<std::string> checkpoints;  // others that were seen
};
struct TrailExportOptions {
    std::optional<std::string> cycle, data, server;  // one of data and server
    std::optional<std::string> out;
    std::optional<std::string> since;  // a checkpoint that the export can be held to
    std::string format = "jsonl";
    std::string language = "en";  // of a certificate
};
struct TrailImportOptions {
    std::string data, file;
    std::optional<std::string> key;
};
struct EraseOptions {
    std::string data;
    std::string person;              // or:
    std::string data_class, before;  // words, texts or people, of before that day
};
struct BackupOptions {
    std::string data, file;
};
struct RestoreOptions {
    std::string data, file;
    bool new_log = false;
};
struct KeyRotateOptions {
    std::string data;
};
struct TokenIssueOptions {
    std::string data, role;
    std::string body;                 // for whom a participant's token speaks
    std::vector<std::string> cycles;  // that an auditor's reads; empty: all
    std::optional<std::string> name;
};
struct TokenListOptions {
    std::string data;
};
struct TokenRevokeOptions {
    std::string data, id;
};

template <class Options>
using Command = std::function<int(const Options&)>;

/// The commands of this build; main.cpp names them. One that is left empty is not offered. Each
/// stands in a file of its own, api/cli/<command>.cpp, gets checked options and gives an Exit.
struct Commands {
    Command<ServeOptions> serve;
    Command<DemoOptions> demo;
    Command<InitOptions> init;
    Command<CheckOptions> check;
    Command<TestOptions> test;
    Command<SchemaOptions> schema;
    Command<DrawOptions> draw;
    Command<SimulateOptions> simulate;
    Command<TrailVerifyOptions> trail_verify;
    Command<TrailExportOptions> trail_export;
    Command<TrailImportOptions> trail_import;
    Command<EraseOptions> erase;
    Command<BackupOptions> backup;
    Command<RestoreOptions> restore;
    Command<KeyRotateOptions> key_rotate;
    Command<TokenIssueOptions> token_issue;
    Command<TokenListOptions> token_list;
    Command<TokenRevokeOptions> token_revoke;
};

// This build's commands, each in its own file.
int serve(const ServeOptions& options);
int demo(const DemoOptions& options);
int init(const InitOptions& options);
int check(const CheckOptions& options);
int schema(const SchemaOptions& options);
int draw(const DrawOptions& options);
int test(const TestOptions& options);
int simulate(const SimulateOptions& options);
int trail_verify(const TrailVerifyOptions& options);
int trail_export(const TrailExportOptions& options);
int trail_import(const TrailImportOptions& options);
int erase(const EraseOptions& options);
int backup(const BackupOptions& options);
int restore(const RestoreOptions& options);
int key_rotate(const KeyRotateOptions& options);
int token_issue(const TokenIssueOptions& options);
int token_list(const TokenListOptions& options);
int token_revoke(const TokenRevokeOptions& options);

/// Reads the command line, runs what it asks for and gives the process's exit code: Exit::usage for
/// a wrong command line or configuration, or an exception that a command lets out.
int run_command_line(int argc, const char* const* argv, const Commands& commands, std::ostream& out,
                     std::ostream& err);

}  // namespace paraph::cli
