//! Functions that can fail: their panic boundary, the status they answer, and the error in words.

use crate::error::opi_error;
use crate::handle::give;
use crate::panic::{catch, guard};
use crate::status::opi_status;
use opi_proto::error::{Code, Error};
use std::mem::MaybeUninit;
use std::ptr;

/// The boundary of a function that answers a status, and in words through `err` if C wants them.
pub(crate) fn status(
    mut err: Option<&mut MaybeUninit<*mut opi_error>>,
    body: impl FnOnce() -> Result<(), Error>,
) -> opi_status {
    if let Some(err) = err.as_deref_mut() {
        err.write(ptr::null_mut());
    }
    let result = catch(body).unwrap_or_else(|| {
        Err(Error::new(Code::Internal, "The library met a fault of its own; the log says where."))
    });
    let Err(error) = result else { return Code::Ok.number() };
    if let Some(err) = err {
        guard((), || {
            err.write(give(opi_error::new(&error)));
        });
    }
    error.code().number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{opi_error_code, opi_error_free, opi_error_message};
    use std::ffi::CStr;

    #[test]
    fn a_panic_becomes_the_status_for_it() {
        assert_eq!(status(None, || panic!("deliberate")), Code::Internal.number());
    }

    #[test]
    fn errors_reach_c_in_words_and_success_leaves_null() {
        let mut err = MaybeUninit::new(ptr::dangling_mut::<opi_error>());
        assert_eq!(status(Some(&mut err), || Ok(())), 0);
        // SAFETY: `status` always writes it.
        assert!(unsafe { err.assume_init() }.is_null());

        let code = status(Some(&mut err), || Err(Error::new(Code::Closed, "It is closed.")));
        assert_eq!(code, Code::Closed.number());
        // SAFETY: `status` always writes it.
        let error = unsafe { err.assume_init() };
        // SAFETY: an error just made.
        let borrowed = unsafe { error.as_ref() };
        assert_eq!(opi_error_code(borrowed), code);
        // SAFETY: a text that ends with NUL.
        let message = unsafe { CStr::from_ptr(opi_error_message(borrowed, None)) };
        assert_eq!(message.to_str().unwrap(), "It is closed.");
        // SAFETY: owned here, freed once.
        unsafe { opi_error_free(error) };
    }
}
