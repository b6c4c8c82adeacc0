//! The `octorel` program.

fn main() -> std::process::ExitCode {
    octorel::cli::main()
}
