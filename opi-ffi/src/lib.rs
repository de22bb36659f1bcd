//! The C ABI of libopi. The header `include/opi.h` is generated from this crate (build.rs of the root package)
//! and is the place to read about it; here is how it is made.
//!
//! | file | C type |
//! |---|---|
//! | `terminal` `request` `result` `recovery` `cancel` `error` `devices` `device_request` | `opi_<file>` |
//! | `dispatch` `log` `money` `status` `version` | functions without an object |
//! | `handle` `text` `record` | the only pointer casts; strings; what is read field by field |
//! | `panic` `fallible` | the panic boundary; the same for functions that answer a status |
//!
//! Every exported function is one line of panic boundary around safe Rust. `const T *` arrives as
//! `Option<&T>`, an output as `Option<&mut MaybeUninit<T>>`, so NULL is `None` and the rest is checked code;
//! other pointers are read in `handle` and `text`. What a caller owes for every pointer, and what each
//! `SAFETY:` line refers to, stands in the header: NULL, or a live object of that type from this library, or
//! readable (writable) memory of that type for the time of the call.
#![deny(clippy::multiple_unsafe_ops_per_block, missing_docs)]
#![allow(non_camel_case_types, reason = "types have their names in C")]
#![allow(clippy::missing_safety_doc, reason = "the contract stands in the lines Ownership, NULL and Threads")]

mod cancel;
mod device_request;
mod devices;
mod dispatch;
mod error;
mod fallible;
mod handle;
mod log;
mod money;
mod panic;
mod record;
mod recovery;
mod request;
mod result;
mod status;
mod terminal;
mod text;
mod version;
