//! stub
use crate::args::Global;
use clap::Args;
use std::process::ExitCode;
/// x
#[derive(Debug, Args)]
pub struct DoctorArgs {}
/// x
pub fn run(_: &Global, _: &DoctorArgs) -> ExitCode {
    ExitCode::SUCCESS
}
