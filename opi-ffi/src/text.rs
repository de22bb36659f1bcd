//! Strings: read from C with a check, lent to C with a NUL at the end.

use crate::handle::null;
use crate::panic::guard;
use opi_proto::error::{Code, Error};
use std::ffi::{CStr, CString, c_char};
use std::mem::MaybeUninit;
use std::ptr;

/// A text as C reads it. Does not change, and stays where it is until it is dropped.
pub(crate) struct Text(CString);

impl Text {
    /// A NUL inside, which XML does not allow anyway, becomes U+FFFD.
    pub(crate) fn new(text: &str) -> Self {
        Text(CString::new(text).or_else(|_| CString::new(text.replace('\0', "\u{fffd}"))).unwrap_or_default())
    }

    /// Lines separated by line feeds.
    pub(crate) fn lines(lines: &[String]) -> Self {
        Text::new(&lines.join("\n"))
    }

    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.as_bytes().len()
    }
}

/// Lends C the text that `find` gives, with its length; NULL and 0 if there is none.
pub(crate) fn lend<'a>(
    len: Option<&mut MaybeUninit<usize>>,
    find: impl FnOnce() -> Option<&'a Text>,
) -> *const c_char {
    let text = guard(None, find);
    if let Some(len) = len {
        len.write(text.map_or(0, Text::len));
    }
    text.map_or(ptr::null(), Text::as_ptr)
}

/// Reads the argument `name`: a text that ends with NUL and is valid UTF-8.
///
/// # Safety
/// `pointer` is NULL, or a text that ends with NUL and stays unchanged during `'a`.
pub(crate) unsafe fn read<'a>(name: &str, pointer: *const c_char) -> Result<&'a str, Error> {
    if pointer.is_null() {
        return Err(null(name));
    }
    // SAFETY: promised by the caller.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|error| {
        let place = error.valid_up_to();
        Error::new(Code::InvalidUtf8, format!("The argument {name} is not valid UTF-8 after byte {place}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_literal(bytes: &'static CStr) -> Result<&'static str, Error> {
        // SAFETY: a static text that ends with NUL.
        unsafe { read("name", bytes.as_ptr()) }
    }

    #[test]
    fn texts_of_c_are_checked() {
        assert_eq!(read_literal(c"Z\xc3\xbcrich").unwrap(), "Z\u{fc}rich");
        assert_eq!(read_literal(c"").unwrap(), "");
        let error = read_literal(c"Z\xfcrich").unwrap_err();
        assert_eq!(error.code(), Code::InvalidUtf8);
        assert_eq!(error.message(), "The argument name is not valid UTF-8 after byte 1.");
        // SAFETY: NULL is allowed.
        let error = unsafe { read("url", ptr::null()) }.unwrap_err();
        assert_eq!((error.code(), error.message()), (Code::Null, "The argument url is NULL."));
    }

    #[test]
    fn texts_for_c_end_with_nul_and_hold_none() {
        let text = Text::lines(&["a\0b".to_owned(), String::new(), "c".to_owned()]);
        assert_eq!(text.0.to_str().unwrap(), "a\u{fffd}b\n\nc");
        let mut len = MaybeUninit::uninit();
        assert_eq!(lend(Some(&mut len), || Some(&text)), text.as_ptr());
        // SAFETY: written by `lend`.
        assert_eq!(unsafe { len.assume_init() }, 8);
        assert!(lend(Some(&mut len), || None).is_null());
        // SAFETY: written by `lend`.
        assert_eq!(unsafe { len.assume_init() }, 0);
        assert!(lend(None, || None).is_null());
    }
}
