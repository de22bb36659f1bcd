//! Linker arguments of libopi.so that cargo does not set by itself.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // One number per ABI break.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libopi.so.0");
        // Threads and thread-local destructors of the library must not lose their code to dlclose().
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
