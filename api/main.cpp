#include <iostream>

#include "api/cli/commands.hpp"

int main(int argc, char** argv) {
    const paraph::cli::Commands commands;
    return paraph::cli::run_command_line(argc, argv, commands, std::cout, std::cerr);
}
