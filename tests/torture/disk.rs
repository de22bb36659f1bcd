//! What a power cut leaves of the till's folder: the images that powercut.c took at each sync, and perhaps a part
//! of what was written since.

use crate::case::{Dice, Disk};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// A disk writes whole sectors or nothing of them, in any order.
const SECTOR: usize = 512;

/// The files of a folder, without the wal-index, which is memory and no file to speak of.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with("-shm") && !name.ends_with(".part") {
            names.insert(name);
        }
    }
    Ok(names)
}

/// Takes what lies in the folder as safely on disk.
pub fn settle(folder: &Path, images: &Path) -> io::Result<()> {
    if images.exists() {
        fs::remove_dir_all(images)?;
    }
    fs::create_dir_all(images)?;
    for name in names(folder)? {
        fs::copy(folder.join(&name), images.join(&name))?;
    }
    Ok(())
}

/// Puts the folder into the state in which the power cut finds it.
pub fn cut_power(folder: &Path, images: &Path, disk: Disk, dice: &mut Dice) -> io::Result<()> {
    if disk == Disk::Kill {
        return Ok(());
    }
    let mut all = names(folder)?;
    all.extend(names(images)?);
    for name in all {
        let read = |folder: &Path| match fs::read(folder.join(&name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let (synced, written) = (read(images)?, read(folder)?);
        let left = match (synced, written) {
            (synced, _) if disk == Disk::PowerCut => synced,
            // Created and never synced, or removed without a sync of the folder: either may have happened.
            (None, Some(written)) => (!dice.one_in(2)).then(|| mix(Vec::new(), &written, &name, dice)),
            (Some(synced), None) => (!dice.one_in(2)).then_some(synced),
            (Some(synced), Some(written)) => Some(mix(synced, &written, &name, dice)),
            (None, None) => None,
        };
        match left {
            Some(left) => fs::write(folder.join(&name), left)?,
            None => fs::remove_file(folder.join(&name)).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?,
        }
    }
    // The wal-index of a process that is gone.
    let _ = fs::remove_file(folder.join("journal.db-shm"));
    settle(folder, images)
}

/// What was synced, with any sectors of what was written since, up to any length between the two. Of a text that
/// only grows: its beginning.
fn mix(synced: Vec<u8>, written: &[u8], name: &str, dice: &mut Dice) -> Vec<u8> {
    let grown = written.len().saturating_sub(synced.len());
    let length = if written.len() > synced.len() {
        synced.len() + usize::try_from(dice.below(grown as u64 + 1)).unwrap_or_default()
    } else if dice.one_in(2) {
        written.len()
    } else {
        synced.len()
    };
    if name.ends_with(".txt") {
        return written.get(..length).map(<[u8]>::to_vec).unwrap_or(synced);
    }
    let mut left = synced;
    left.resize(length, 0);
    for (sector, new) in left.chunks_mut(SECTOR).zip(written.chunks(SECTOR)) {
        let both = sector.len().min(new.len());
        if let (Some(old), Some(new)) = (sector.get_mut(..both), new.get(..both))
            && old != new
            && dice.one_in(2)
        {
            old.copy_from_slice(new);
        }
    }
    left
}
