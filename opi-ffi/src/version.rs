//! Which library is this?

use crate::panic::guard;
use std::ffi::{CStr, c_char};
use std::ptr;

/// The ABI this header describes: major number (that of the SONAME) * 65536 + minor number. A library fits
/// when its major number is the same and its minor number at least this one.
pub const OPI_ABI_VERSION: u32 = 0x0000_0001;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"?",
};

/// Tells the version of the library in use, such as "0.1.0".
///
/// Ownership: the text is static.
/// NULL: never.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_version() -> *const c_char {
    guard(ptr::null(), || VERSION.as_ptr())
}

/// Tells the ABI of the library in use, to be compared with OPI_ABI_VERSION before anything else.
///
/// Ownership: none.
/// NULL: does not apply.
/// Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
#[unsafe(no_mangle)]
pub extern "C" fn opi_abi_version() -> u32 {
    guard(0, || OPI_ABI_VERSION)
}
