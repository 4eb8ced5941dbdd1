//! Checkpoints: files from which a training goes on, bit for bit.
//!
//! ```text
//! "signum checkpoint 2\n"            20 bytes
//! length of the rest, after the CRC  8 bytes, little-endian
//! CRC-32 (ISO-HDLC) of the rest      4 bytes, little-endian
//! length of the JSON                 8 bytes, little-endian
//! JSON                               setup, manner, data, place in the training, curves so far
//! weights                            a safetensors file as `--out` writes it
//! ```
//!
//! WAGE has no momentum, and its random numbers are functions of seed, step, layer and index: parameters, settings and
//! the number of batches done are the whole state. A file is written under a temporary name, brought to the disk and
//! then renamed, so that there is always a whole one.
//!
//! Version 1 had of the manner only the device and the place of the weights. Its files are read: the rest is then as
//! without arguments.

mod error;

pub use error::CheckpointError;

use super::course::State;
use super::curves::Row;
use super::manner::Manner;
use super::setup::Setup;
use crate::cli::Target;
use crate::data::Split;
use crate::files::write_atomically;
use crate::weights::{self, to_bytes, Weights};
use crc::{Crc, CRC_32_ISO_HDLC};
use golden::core::Config;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What files begin with, the version that is written first.
const MAGICS: [&[u8; 20]; 2] = [b"signum checkpoint 2\n", b"signum checkpoint 1\n"];
/// What every version's files begin with.
const KIND: &[u8] = b"signum checkpoint ";
const CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// What tells one set of training images from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataMark {
    /// How many.
    pub images: u64,
    /// CRC-32 over their codes and labels.
    pub crc: u32,
}

impl DataMark {
    /// That of `train`.
    pub fn of(train: &Split) -> Self {
        let mut digest = CRC.digest();
        let codes: Vec<u8> = train.images.iter().map(|&code| code as u8).collect();
        digest.update(&codes);
        digest.update(&train.labels);
        DataMark {
            images: train.labels.len() as u64,
            crc: digest.finalize(),
        }
    }
}

impl std::fmt::Display for DataMark {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} images, checksum {:08x}", self.images, self.crc)
    }
}

/// A training on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// What decides its weights.
    pub setup: Setup,
    /// The training data.
    pub data: DataMark,
    /// How it is run.
    pub manner: Manner,
    /// How far it is, and the parameters.
    pub state: State,
    /// Notation and shapes that belong to the parameters.
    pub weights: Weights,
}

/// The JSON of a checkpoint.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    setup: Setup,
    data: DataMark,
    /// The device, as `--on` names it.
    on: String,
    /// The configuration's name.
    #[serde(default)]
    config: Option<String>,
    #[serde(default)]
    check: bool,
    #[serde(default)]
    checkpoint_every: Option<u32>,
    out: Option<PathBuf>,
    #[serde(default)]
    curves: Option<PathBuf>,
    done: u32,
    images: u64,
    correct: u64,
    error_squares: u64,
    seconds: f64,
    rows: Vec<Row>,
}

impl Header {
    fn manner(&self) -> Result<Manner, String> {
        let on: Target = self.on.parse().map_err(|e| format!("device {}: {e}", self.on))?;
        if self.checkpoint_every == Some(0) {
            return Err("checkpoint_every 0, expected 1 or more".to_owned());
        }
        let config = self.config.as_ref().map(|name| {
            Config::named(name).ok_or_else(|| format!("configuration {name}, which there is not"))
        });
        Ok(Manner {
            on,
            config: config.transpose()?,
            check: self.check,
            checkpoint_every: self.checkpoint_every,
            out: self.out.clone(),
            curves: self.curves.clone(),
        })
    }
}

impl Checkpoint {
    /// The bytes of its file.
    fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let (tally, manner) = (&self.state.tally, &self.manner);
        let header = serde_json::to_vec(&Header {
            setup: self.setup.clone(),
            data: self.data,
            on: manner.on.to_string(),
            config: manner.config.map(|config| config.name.to_owned()),
            check: manner.check,
            checkpoint_every: manner.checkpoint_every,
            out: manner.out.clone(),
            curves: manner.curves.clone(),
            done: self.state.done,
            images: tally.images,
            correct: tally.correct,
            error_squares: tally.error_squares,
            seconds: tally.seconds,
            rows: self.state.rows.clone(),
        })?;
        let content = [
            &(header.len() as u64).to_le_bytes()[..],
            &header,
            &to_bytes(&self.weights),
        ]
        .concat();
        let length = (content.len() as u64).to_le_bytes();
        let crc = CRC.checksum(&content).to_le_bytes();
        Ok([&MAGICS[0][..], &length, &crc, &content].concat())
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// The system's reason, with the file's name; an older file of that name is then as it was.
    pub fn write(&self, file: &Path) -> std::io::Result<()> {
        write_atomically(file, &self.to_bytes()?)
    }

    /// Reads the file `path`.
    ///
    /// # Errors
    /// Whatever [`CheckpointError`] lists, but [`CheckpointError::OtherData`].
    pub fn read(path: &Path) -> Result<Self, CheckpointError> {
        let file = || path.to_owned();
        let bytes =
            std::fs::read(path).map_err(|source| CheckpointError::Unreadable { file: file(), source })?;
        let content = content(path, &bytes)?;
        let bad = |reason: String| CheckpointError::Content { file: file(), reason };
        let (length, rest) = content
            .split_first_chunk::<8>()
            .ok_or_else(|| bad("nothing in it".to_owned()))?;
        let (json, tensors) = usize::try_from(u64::from_le_bytes(*length))
            .ok()
            .and_then(|length| rest.split_at_checked(length))
            .ok_or_else(|| bad("its parts do not fit".to_owned()))?;
        let header: Header = serde_json::from_slice(json).map_err(|e| bad(e.to_string()))?;
        let manner = header.manner().map_err(bad)?;
        let weights = weights::parse(path, tensors, None)?;
        if weights.net.to_string() != header.setup.net {
            return Err(bad(format!(
                "weights of {}, settings of {}",
                weights.net, header.setup.net
            )));
        }
        let state = State {
            done: header.done,
            parameters: weights.parameters.clone(),
            tally: super::course::Tally {
                images: header.images,
                correct: header.correct,
                error_squares: header.error_squares,
                seconds: header.seconds,
            },
            rows: header.rows,
        };
        Ok(Checkpoint {
            setup: header.setup,
            data: header.data,
            manner,
            state,
            weights,
        })
    }

    /// Whether `train` are the data of this training; `path` is its file.
    ///
    /// # Errors
    /// [`CheckpointError::OtherData`].
    pub fn check_data(&self, train: &Split, path: &Path) -> Result<(), CheckpointError> {
        let found = DataMark::of(train);
        if found == self.data {
            return Ok(());
        }
        Err(CheckpointError::OtherData {
            file: path.to_owned(),
            data: self.setup.data.clone(),
            found,
            expected: self.data,
        })
    }
}

/// What stands behind the head of a checkpoint's bytes, once its length and checksum are right.
fn content<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a [u8], CheckpointError> {
    let file = path.to_owned();
    let magic = MAGICS[0].len();
    let head = magic + 12;
    let begins = bytes.len().min(magic);
    let known = MAGICS.iter().any(|magic| bytes[..begins] == magic[..begins]);
    if bytes.is_empty() || !known {
        return Err(match bytes.starts_with(KIND) {
            true => CheckpointError::Version { file },
            false => CheckpointError::Foreign { file },
        });
    }
    let found = bytes.len() as u64;
    let length = bytes.get(magic..).and_then(|rest| rest.split_first_chunk::<8>());
    let crc = length.and_then(|(_, rest)| rest.split_first_chunk::<4>());
    let (Some((length, _)), Some((crc, content))) = (length, crc) else {
        let expected = head as u64;
        return Err(CheckpointError::Length {
            file,
            expected,
            found,
        });
    };
    let expected = u64::from_le_bytes(*length).saturating_add(head as u64);
    if expected != found {
        return Err(CheckpointError::Length {
            file,
            expected,
            found,
        });
    }
    let (expected, found) = (u32::from_le_bytes(*crc), CRC.checksum(content));
    if expected != found {
        return Err(CheckpointError::Checksum {
            file,
            expected,
            found,
        });
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::super::course::Tally;
    use super::*;
    use crate::net::Net;
    use golden::learn::wage::{Parameters, Shape};
    use golden::norm::Norm;

    fn checkpoint() -> Checkpoint {
        let net: Net = "3C2-4-2".parse().unwrap();
        let images = Shape::new(1, 3, 3);
        let architecture = net.architecture(images, Some(Norm::L2)).unwrap();
        let mut parameters = Parameters::initial(&architecture, 1);
        parameters
            .norms
            .iter_mut()
            .flatten()
            .for_each(|norm| norm.set = true);
        Checkpoint {
            setup: Setup {
                net: net.to_string(),
                norm: "l2".to_owned(),
                data: "some/folder".to_owned(),
                limit: Some(9),
                seed: u64::MAX,
                epochs: 3,
                batch: 4,
                rates: "default".to_owned(),
            },
            data: DataMark { images: 9, crc: 7 },
            manner: Manner {
                on: Target::Sim,
                config: Some(golden::core::config::MEDIUM),
                check: true,
                checkpoint_every: Some(7),
                out: Some("w.safetensors".into()),
                curves: Some("some/curves".into()),
            },
            state: State {
                done: 5,
                parameters: parameters.clone(),
                tally: Tally {
                    images: 8,
                    correct: 3,
                    error_squares: 1 << 40,
                    seconds: 0.1,
                },
                rows: vec![Row {
                    epoch: 1,
                    rate: 0.25,
                    loss: 0.3,
                    train_accuracy: 0.5,
                    test_accuracy: 0.25,
                    seconds: 1.5,
                    images_per_second: 6.0,
                }],
            },
            weights: Weights {
                net,
                images,
                architecture,
                parameters,
            },
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c");
        checkpoint().write(&path).unwrap();
        assert_eq!(Checkpoint::read(&path).unwrap(), checkpoint());
    }

    /// The bytes of a file of `version` whose JSON was changed by `change`.
    fn changed(version: u8, change: impl Fn(&mut serde_json::Map<String, serde_json::Value>)) -> Vec<u8> {
        let whole = checkpoint().to_bytes().unwrap();
        let (length, rest) = whole[32..].split_first_chunk::<8>().unwrap();
        let (json, tensors) = rest.split_at(u64::from_le_bytes(*length) as usize);
        let mut header = serde_json::from_slice(json).unwrap();
        change(&mut header);
        let json = serde_json::to_vec(&header).unwrap();
        let content = [&(json.len() as u64).to_le_bytes()[..], &json, tensors].concat();
        let magic = format!("signum checkpoint {version}\n");
        let (length, crc) = (content.len() as u64, CRC.checksum(&content));
        [
            magic.as_bytes(),
            &length.to_le_bytes(),
            &crc.to_le_bytes(),
            &content,
        ]
        .concat()
    }

    #[test]
    fn files_of_version_1_run_on_their_device_and_say_no_more_of_the_manner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c");
        let old = changed(1, |header| {
            for name in ["config", "check", "checkpoint_every", "curves"] {
                assert!(header.remove(name).is_some(), "{name}");
            }
        });
        std::fs::write(&path, old).unwrap();
        let mut expected = checkpoint();
        let Manner { on, out, .. } = expected.manner;
        expected.manner = Manner {
            on,
            config: None,
            check: false,
            checkpoint_every: None,
            out,
            curves: None,
        };
        assert_eq!(Checkpoint::read(&path).unwrap(), expected);
    }

    #[test]
    fn a_device_and_a_configuration_that_there_are_not_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c");
        let refusal = |name: &str, value: &str| {
            std::fs::write(&path, changed(2, |header| header[name] = value.into())).unwrap();
            Checkpoint::read(&path).unwrap_err().to_string()
        };
        std::fs::write(&path, changed(2, |header| header["checkpoint_every"] = 0.into())).unwrap();
        let every = Checkpoint::read(&path).unwrap_err().to_string();
        assert!(
            every.contains("checkpoint_every 0, expected 1 or more"),
            "{every}"
        );
        assert!(refusal("config", "huge").contains("configuration huge"));
        let device = refusal("on", "cloud");
        assert!(
            device.contains("device cloud")
                && device.contains("golden, sim, serial:PATH, serial:PATH@BAUD or pcie:PATH"),
            "{device}"
        );
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c");
        let whole = checkpoint().to_bytes().unwrap();
        let refusal = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            Checkpoint::read(&path).unwrap_err().to_string()
        };
        for length in (0..40).chain((40..whole.len()).step_by(97)) {
            assert!(refusal(&whole[..length]).contains("expected"), "{length}");
        }
        assert!(refusal(&[&whole[..], b"!"].concat()).contains("truncated or damaged"));
        for bit in (0..8 * whole.len()).step_by(31) {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(refusal(&bytes).contains("expected"), "bit {bit}");
        }
        assert!(refusal(b"signum checkpoint 3\n....").contains("another version"));
        assert!(refusal(b"PK\x03\x04 something else").contains("is no checkpoint"));
    }
}
