//! Objects that C holds by pointer, and the only places where such a pointer becomes Rust and back.

use opi_proto::error::{Code, Error};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

/// First word of every object: tells, as far as that can be told, a live one from a freed or a foreign one.
///
/// Atomic, so that the compiler assumes nothing about memory behind a pointer that C gave.
pub(crate) struct Magic(AtomicU32);

impl Magic {
    pub(crate) fn of<T: Object>() -> Self {
        Magic(AtomicU32::new(T::MAGIC))
    }
}

impl Drop for Magic {
    /// From now on the object is not live: also for a callback that kept the pointer to what it was lent.
    fn drop(&mut self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// A type that C knows by name and holds by pointer.
pub(crate) trait Object {
    const MAGIC: u32;
    const NAME: &'static str;
    fn magic(&self) -> &Magic;
}

/// Makes a struct with a field `magic` an [`Object`].
macro_rules! object {
    ($type:ident, $magic:literal) => {
        impl $crate::handle::Object for $type {
            const MAGIC: u32 = $magic;
            const NAME: &'static str = stringify!($type);
            fn magic(&self) -> &$crate::handle::Magic {
                &self.magic
            }
        }
    };
}
pub(crate) use object;

/// The object, if there is one and it is alive.
pub(crate) fn live<T: Object>(object: Option<&T>) -> Result<&T, Error> {
    match object {
        Some(object) if object.magic().0.load(Ordering::Relaxed) == T::MAGIC => Ok(object),
        Some(_) => Err(Error::new(
            Code::InvalidArgument,
            format!("The pointer is not a live {}: it was freed, or is something else.", T::NAME),
        )),
        None => Err(null(T::NAME)),
    }
}

/// The error for a pointer that must not be NULL.
pub(crate) fn null(name: &str) -> Error {
    Error::new(Code::Null, format!("The argument {name} is NULL."))
}

/// Sets an output to NULL; an error if C did not give one.
pub(crate) fn clear<'a, T>(
    name: &str,
    out: Option<&'a mut MaybeUninit<*mut T>>,
) -> Result<&'a mut MaybeUninit<*mut T>, Error> {
    let out = out.ok_or_else(|| null(name))?;
    out.write(ptr::null_mut());
    Ok(out)
}

/// Gives an object to C, which owns it from now on.
pub(crate) fn give<T: Object>(object: T) -> *mut T {
    Box::into_raw(Box::new(object))
}

/// The object behind a pointer that is not const in C. Shared all the same: Rust never makes a `&mut` of it.
///
/// # Safety
/// `pointer` is NULL, or an object of this type that stays alive during `'a`.
pub(crate) unsafe fn shared<'a, T: Object>(pointer: *mut T) -> Option<&'a T> {
    // SAFETY: promised by the caller.
    unsafe { pointer.as_ref() }
}

/// Takes an object back from C. `None` for NULL and, as far as it can be told, for one that is not alive.
///
/// # Safety
/// `pointer` is NULL, or came from [`give`] and nobody uses it any more.
pub(crate) unsafe fn release<T: Object>(pointer: *mut T) -> Option<Box<T>> {
    // SAFETY: promised by the caller.
    let object = unsafe { pointer.as_ref() }?;
    if let Err(error) = live(Some(object)) {
        log::error!("Nothing was freed. {error}");
        return None;
    }
    // SAFETY: promised by the caller; the object was alive, so this is the first release.
    Some(unsafe { Box::from_raw(pointer) })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing {
        magic: Magic,
    }
    object!(Thing, 0x1234_5678);

    #[test]
    fn null_live_and_freed_are_told_apart() {
        let code = |thing: Option<&Thing>| live(thing).map_or_else(|error| error.code(), |_| Code::Ok);
        let thing = Thing { magic: Magic::of::<Thing>() };
        assert_eq!(code(None), Code::Null);
        assert_eq!(code(Some(&thing)), Code::Ok);
        thing.magic.0.store(0, Ordering::Relaxed);
        assert_eq!(code(Some(&thing)), Code::InvalidArgument);
        // SAFETY: a pointer to a live value; as it is marked as freed, it is not freed.
        assert!(unsafe { release(ptr::from_ref(&thing).cast_mut()) }.is_none());
    }

    #[test]
    fn what_is_given_is_taken_back_once() {
        let pointer = give(Thing { magic: Magic::of::<Thing>() });
        // SAFETY: just given.
        assert!(unsafe { release(pointer) }.is_some());
        // SAFETY: NULL is allowed.
        assert!(unsafe { release(ptr::null_mut::<Thing>()) }.is_none());
    }

    #[test]
    fn outputs_are_cleared_first() {
        let mut out = MaybeUninit::<*mut Thing>::uninit();
        let cleared = clear("out", Some(&mut out)).unwrap();
        // SAFETY: written by `clear`.
        assert!(unsafe { cleared.assume_init() }.is_null());
        assert_eq!(clear::<Thing>("out", None).unwrap_err().message(), "The argument out is NULL.");
    }
}
