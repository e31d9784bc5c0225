#include <iostream>

#include "api/cli/commands.hpp"

int main(int argc, char** argv) {
    using namespace paraph;
    cli::Commands commands;
    commands.serve = cli::serve;
    commands.demo = cli::demo;
    commands.init = cli::init;
    commands.erase = cli::erase;
    commands.check = cli::check;
    commands.schema = cli::schema;
    commands.draw = cli::draw;
    commands.test = cli::test;
    commands.simulate = cli::simulate;
    commands.trail_verify = cli::trail_verify;
    commands.trail_export = cli::trail_export;
    commands.trail_import = cli::trail_import;
    commands.backup = cli::backup;
    commands.restore = cli::restore;
    commands.key_rotate = cli::key_rotate;
    commands.token_issue = cli::token_issue;
    commands.token_list = cli::token_list;
    commands.token_revoke = cli::token_revoke;
    return cli::run_command_line(argc, argv, commands, std::cout, std::cerr);
}
