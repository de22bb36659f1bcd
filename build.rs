//! Writes include/opi.h (api/header.rs). The default feature `header` stands for it: without it nothing that reads
//! Rust is compiled, which is how `make demo` builds.

#[cfg(feature = "header")]
#[path = "api/header.rs"]
mod header;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "header")]
    header::make();
}
