//! Finished models, kept under a hash of everything they are made from.
//!
//! A build script holds all tops and runs again when any of them changes. The `out` folder keeps what each
//! was made from, so that only the changed ones are made again; a shared folder, if there is one, keeps
//! finished models for other clones and for after `cargo clean`.

use super::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Generations of one model that the shared folder keeps.
const KEPT: usize = 16;

/// Hash of everything a model is made from.
pub(super) fn key(parts: &[&str]) -> String {
    let digest = |salt: u64| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        parts.hash(&mut hasher);
        hasher.finish()
    };
    format!("{:016x}{:016x}", digest(0), digest(1))
}

pub(super) struct Store<'a> {
    pub out: &'a Path,
    pub shared: Option<&'a Path>,
}

impl Store<'_> {
    /// The folder of a finished model.
    pub fn folder(&self, model: &str) -> PathBuf {
        self.out.join(model)
    }

    /// True if the model is there, as made from `key`, or could be had from the shared folder.
    pub fn has(&self, model: &str, key: &str) -> bool {
        let folder = self.folder(model);
        if fs::read_to_string(folder.join("key")).is_ok_and(|found| found == key) {
            return true;
        }
        let Some(shared) = self.shared.map(|shared| shared.join(format!("{model}-{key}"))) else {
            return false;
        };
        if !shared.join("key").is_file() || copy(&shared, &folder).is_err() {
            return false;
        }
        // Used just now: the oldest ones go first. Whoever may not write there may still read.
        let _ = fs::File::options()
            .append(true)
            .open(shared.join("key"))
            .map(|f| f.set_modified(SystemTime::now()));
        true
    }

    /// Marks the finished model in `folder` as made from `key`, and offers it to others.
    pub fn put(&self, model: &str, key: &str) -> Result<(), Error> {
        let folder = self.folder(model);
        // The key comes last: a folder without one is not finished.
        let file = folder.join("key");
        fs::write(&file, key).map_err(Error::io(&file))?;
        if let Some(shared) = self.shared {
            // Sharing saves time only: that it fails is no reason to fail.
            let _ = share(&folder, shared, model, key);
        }
        Ok(())
    }
}

fn share(folder: &Path, shared: &Path, model: &str, key: &str) -> std::io::Result<()> {
    fs::create_dir_all(shared)?;
    let scratch = shared.join(format!(".{model}-{key}.{}", std::process::id()));
    copy(folder, &scratch)?;
    if fs::rename(&scratch, shared.join(format!("{model}-{key}"))).is_err() {
        // Someone else was first.
        fs::remove_dir_all(&scratch)?;
    }
    let mut generations: Vec<(SystemTime, PathBuf)> = fs::read_dir(shared)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.file_name()
                .and_then(|n| n.to_str()?.rsplit_once('-'))
                .is_some_and(|(m, _)| m == model)
        })
        .filter_map(|path| Some((fs::metadata(path.join("key")).ok()?.modified().ok()?, path)))
        .collect();
    generations.sort();
    let surplus = generations.len().saturating_sub(KEPT);
    generations[..surplus]
        .iter()
        .try_for_each(|(_, path)| fs::remove_dir_all(path))
}

/// Copies a model's folder by its files, the key last.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != "key" {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    fs::copy(from.join("key"), to.join("key"))?;
    Ok(())
}
