//! Results by the contents of what they were made from.
//!
//! An entry is a folder named by the SHA-256 of everything that decides what is in it: input texts, command lines, tool
//! versions. It is made under another name, brought to the disk and renamed: what has its name is whole. The file
//! `made-from` in it lists the parts with the hash of each. A run that failed stays as `HASH.failed`, for a look at its
//! logs, until the next try.

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The file in an entry that lists its parts.
pub const MADE_FROM: &str = "made-from";

/// A folder of results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// One lock a key: two threads that need the same entry make it once.
    making: Mutex<HashMap<String, Arc<Mutex<()>>>>,
}

/// The text of a file of an entry, which is there unless somebody took it away.
///
/// # Errors
/// With the file's name and what to do.
pub fn kept(file: &Path) -> io::Result<String> {
    fs::read_to_string(file).map_err(|error| spoiled(file, error))
}

/// The value in a file of an entry, which is whole unless somebody changed it.
///
/// # Errors
/// As [`kept`].
pub fn kept_json<T: DeserializeOwned>(file: &Path) -> io::Result<T> {
    serde_json::from_str(&kept(file)?).map_err(|error| spoiled(file, error.into()))
}

/// What is wrong with a file of an entry, and what to do.
fn spoiled(file: &Path, error: io::Error) -> io::Error {
    let folder = file.parent().unwrap_or(file).display();
    let what = format!(
        "{}: {error}; remove {folder} to have it made again",
        file.display()
    );
    io::Error::new(error.kind(), what)
}

/// That a tool which says that it did its work has written `files` in `folder`: an entry without them would never be made
/// again.
///
/// # Errors
/// The first file that is not there.
pub fn all_written(tool: &str, folder: &Path, files: &[&str]) -> io::Result<()> {
    match files.iter().find(|file| !folder.join(file).is_file()) {
        None => Ok(()),
        Some(file) => Err(io::Error::other(format!("{tool} ended well and wrote no {file}"))),
    }
}

impl Cache {
    /// The cache in `folder`, which is made when it is not there. What processes that are gone have left half-made is
    /// removed.
    ///
    /// # Errors
    /// The folder cannot be made, read or written.
    pub fn new(folder: &Path) -> io::Result<Cache> {
        fs::create_dir_all(folder)?;
        // Tools run in folders of their own and are given this one's files by whole names.
        let folder = folder.canonicalize()?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let owner = name
                .strip_suffix(".part")
                .and_then(|rest| rest.rsplit('.').next())
                .and_then(|id| id.parse().ok());
            // Signal 0 asks whether the process is there; one of somebody else's is.
            if owner.is_some_and(|owner| kill(Pid::from_raw(owner), None) == Err(Errno::ESRCH)) {
                removed(&entry.path())?;
            }
        }
        Ok(Cache {
            folder,
            making: Mutex::default(),
        })
    }

    /// The folder of the cache.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the entry made from `parts`: SHA-256 over names and contents, each with its length before it.
    pub fn key(parts: &[(&str, &[u8])]) -> String {
        let mut hash = Sha256::new();
        for (name, content) in parts {
            for bytes in [name.as_bytes(), content] {
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
        hex(&hash.finalize())
    }

    /// The folder of the entry made from `parts`, if it is there.
    pub fn get(&self, parts: &[(&str, &[u8])]) -> Option<PathBuf> {
        let path = self.folder.join(Self::key(parts));
        path.is_dir().then_some(path)
    }

    /// The folder of the entry made from `parts`. When it is not there, `make` fills a new one.
    ///
    /// # Errors
    /// What `make` fails with, and files that cannot be written.
    pub fn entry<E: From<io::Error>>(
        &self,
        parts: &[(&str, &[u8])],
        make: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<PathBuf, E> {
        let key = Self::key(parts);
        let lock = {
            let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
            making.entry(key.clone()).or_default().clone()
        };
        let _alone = lock.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = self.folder.join(&key);
        if whole.is_dir() {
            return Ok(whole);
        }
        if whole.exists() {
            let what = format!(
                "{} is no folder; remove it to have it made again",
                whole.display()
            );
            return Err(io::Error::other(what).into());
        }
        let failed = self.folder.join(format!("{key}.failed"));
        let part = self.folder.join(format!("{key}.{}.part", std::process::id()));
        removed(&failed)?;
        removed(&part)?;
        fs::create_dir(&part)?;
        if let Err(error) = make(&part) {
            // Its logs are of use, its results are none; where it cannot be kept there is nothing to look at.
            let _ = fs::rename(&part, &failed);
            return Err(error);
        }
        fs::write(part.join(MADE_FROM), made_from(parts))?;
        sync(&part)?;
        match fs::rename(&part, &whole) {
            // Another process was faster: from the same parts come the same results.
            Err(_) if whole.is_dir() => removed(&part)?,
            result => result?,
        }
        // The new name, too, is to outlive a power cut; a file system that cannot say so is no reason to fail.
        if let Ok(folder) = File::open(&self.folder) {
            let _ = folder.sync_all();
        }
        Ok(whole)
    }

    /// Where the logs of the last try to make the entry of `parts` are, if it failed.
    pub fn failed(&self, parts: &[(&str, &[u8])]) -> Option<PathBuf> {
        let path = self.folder.join(format!("{}.failed", Self::key(parts)));
        path.is_dir().then_some(path)
    }
}

/// Removes a folder that may not be there, or that another process removes at the same time.
fn removed(folder: &Path) -> io::Result<()> {
    loop {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !folder.exists() {
                    return Ok(());
                }
            }
            result => return result,
        }
    }
}

/// A line a part: its hash and its name.
fn made_from(parts: &[(&str, &[u8])]) -> String {
    let line = |(name, content): &(&str, &[u8])| format!("{}  {name}\n", hex(&Sha256::digest(content)));
    parts.iter().map(line).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Brings all files of a folder to the disk.
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sync(&path)?;
        } else {
            File::open(&path)?.sync_all()?;
        }
    }
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(&folder.path().join("cache")).unwrap();
        (folder, cache)
    }

    fn names(cache: &Cache) -> Vec<String> {
        let entries = fs::read_dir(cache.folder()).unwrap();
        entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn an_entry_is_made_once_and_found_again() {
        let (_folder, cache) = cache();
        let made = AtomicU32::new(0);
        let parts: &[(&str, &[u8])] = &[("text", b"module"), ("tool", b"yosys 0.70")];
        let make = |folder: &Path| -> io::Result<()> {
            made.fetch_add(1, Ordering::Relaxed);
            fs::write(folder.join("netlist"), "n")
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| cache.entry(parts, make).unwrap());
            }
        });
        let entry = cache.entry(parts, make).unwrap();
        assert_eq!(made.load(Ordering::Relaxed), 1);
        assert_eq!(fs::read_to_string(entry.join("netlist")).unwrap(), "n");
        let made_from = fs::read_to_string(entry.join(MADE_FROM)).unwrap();
        // printf module | sha256sum
        assert!(
            made_from.starts_with("120970d812836f19888625587a4606a5ad23cef31c8684e601771552548fc6b9  text\n"),
            "{made_from}"
        );
        assert_eq!(names(&cache), [Cache::key(parts)]);
        assert_eq!(cache.get(parts), Some(entry));
    }

    #[test]
    fn every_part_and_its_bounds_decide_the_key() {
        let keys = [
            Cache::key(&[("a", b"bc")]),
            Cache::key(&[("ab", b"c")]),
            Cache::key(&[("a", b"b"), ("", b"c")]),
            Cache::key(&[("a", b"bd")]),
            Cache::key(&[]),
        ];
        for (i, key) in keys.iter().enumerate() {
            assert_eq!(key.len(), 64);
            assert!(!keys[..i].contains(key));
        }
    }

    #[test]
    fn a_failed_run_is_no_result_and_leaves_its_logs_until_the_next() {
        let (_folder, cache) = cache();
        let parts: &[(&str, &[u8])] = &[("x", b"1")];
        let error = cache.entry(parts, |folder| {
            fs::write(folder.join("log"), "why").unwrap();
            Err(io::Error::other("no"))
        });
        assert_eq!(error.unwrap_err().to_string(), "no");
        assert_eq!(cache.get(parts), None);
        assert_eq!(
            fs::read_to_string(cache.failed(parts).unwrap().join("log")).unwrap(),
            "why"
        );
        let again: io::Result<PathBuf> = cache.entry(parts, |folder| {
            assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
            Ok(())
        });
        assert!(again.unwrap().is_dir() && cache.failed(parts).is_none());
    }

    #[test]
    fn what_a_dead_process_left_is_removed_and_what_a_living_one_makes_is_not() {
        let (_folder, cache) = cache();
        let mut child = Command::new("true").spawn().unwrap();
        let dead = cache.folder().join(format!("abc.{}.part", child.id()));
        child.wait().unwrap();
        let living = cache.folder().join(format!("abc.{}.part", std::process::id()));
        fs::create_dir(&dead).unwrap();
        fs::create_dir(&living).unwrap();
        fs::write(dead.join("half"), "x").unwrap();
        Cache::new(cache.folder()).unwrap();
        assert!(!dead.exists() && living.exists());
    }

    #[test]
    fn what_somebody_spoiled_is_named_with_what_to_do() {
        let (folder, cache) = cache();
        let parts: &[(&str, &[u8])] = &[("x", b"1")];
        let place = cache.folder().join(Cache::key(parts));
        fs::write(&place, "").unwrap();
        let error = cache.entry(parts, |_| -> io::Result<()> { Ok(()) }).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{} is no folder; remove it to have it made again",
                place.display()
            )
        );
        let file = folder.path().join("figures.json");
        fs::write(&file, "[1, 2").unwrap();
        let error = kept_json::<Vec<u32>>(&file).unwrap_err().to_string();
        assert!(error.starts_with(&format!("{}: EOF", file.display())), "{error}");
        assert!(
            error.ends_with(&format!(
                "; remove {} to have it made again",
                folder.path().display()
            )),
            "{error}"
        );
        fs::write(&file, "[1, 2]").unwrap();
        assert_eq!(kept_json::<Vec<u32>>(&file).unwrap(), [1, 2]);
    }

    #[test]
    fn a_tool_that_wrote_nothing_leaves_no_entry() {
        let (_folder, cache) = cache();
        let parts: &[(&str, &[u8])] = &[("x", b"1")];
        let made = cache.entry(parts, |folder| {
            fs::write(folder.join("a"), "")?;
            all_written("yosys", folder, &["a", "b"])
        });
        assert_eq!(made.unwrap_err().to_string(), "yosys ended well and wrote no b");
        assert_eq!(cache.get(parts), None);
    }

    #[test]
    fn caches_that_are_opened_at_once_clear_up_together() {
        let (_folder, cache) = cache();
        let mut child = Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        for number in 0..200 {
            let dead = cache.folder().join(format!("{number}.{}.part", child.id()));
            fs::create_dir(&dead).unwrap();
            for file in 0..5 {
                fs::write(dead.join(file.to_string()), "x").unwrap();
            }
        }
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| Cache::new(cache.folder()).unwrap());
            }
        });
        assert!(names(&cache).is_empty());
    }
}
