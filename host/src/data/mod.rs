//! Data sets: images with labels from IDX files, as the codes that the network takes.
//!
//! A pixel byte b becomes the code b >> 1, 0..127.

pub mod idx;
mod locate;

pub use locate::locate;

use golden::learn::wage::{input_code, Architecture, Shape};
use ndarray::Array2;
use std::path::{Path, PathBuf};

/// What can be wrong with a data set. Every message names the file and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A named data set is not installed.
    #[error("data set {name}: not found in .tools/{name} here or above, nor in SIGNUM_DATA; run scripts/setup, or give a folder of IDX files")]
    NotInstalled {
        /// Its name.
        name: String,
    },
    /// The folder is not there.
    #[error(
        "data set {name}: there is no such folder; expected mnist, fashion-mnist or a folder of IDX files"
    )]
    NoFolder {
        /// As given.
        name: String,
    },
    /// A file is not there.
    #[error("{}: there is no such file; expected an IDX file, plain or .gz", file.display())]
    Missing {
        /// The file.
        file: PathBuf,
    },
    /// The system, or the decompressor, does not give its bytes.
    #[error("{}: cannot be read: {source}; expected an IDX file, plain or .gz", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A compressed file that ends before its compressed data do.
    #[error("{}: the gzip data are cut short; expected a whole .gz file", file.display())]
    CutGzip {
        /// The file.
        file: PathBuf,
    },
    /// The file ends within the header.
    #[error("{}: truncated in the header; expected a magic number and sizes of 4 bytes each", file.display())]
    TruncatedHeader {
        /// The file.
        file: PathBuf,
    },
    /// Another kind of file.
    #[error("{}: magic number {found:#010x}, expected {expected:#010x} (IDX, unsigned bytes)", file.display())]
    WrongMagic {
        /// The file.
        file: PathBuf,
        /// The magic number of the kind.
        expected: u32,
        /// The first word of the file.
        found: u32,
    },
    /// A size in the header is zero.
    #[error("{}: holds nothing; expected at least one entry of at least one pixel", file.display())]
    Empty {
        /// The file.
        file: PathBuf,
    },
    /// Fewer bytes than the header says.
    #[error("{}: truncated: {found} bytes after the header, expected {expected}", file.display())]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Bytes by the header.
        expected: u64,
        /// Bytes found.
        found: u64,
    },
    /// More bytes than the header says.
    #[error("{}: too long: expected {expected} bytes after the header, found more", file.display())]
    TooLong {
        /// The file.
        file: PathBuf,
        /// Bytes by the header.
        expected: u64,
    },
    /// Labels do not match images in number.
    #[error("{}: {labels} labels, expected {images}, one for every image of {}", file.display(), images_file.display())]
    CountMismatch {
        /// The labels' file.
        file: PathBuf,
        /// The images' file.
        images_file: PathBuf,
        /// How many labels.
        labels: usize,
        /// How many images.
        images: usize,
    },
    /// Images that the network does not take.
    #[error("{}: images of {rows}x{columns} = {} pixels, expected {expected}, the inputs of the network", file.display(), rows * columns)]
    WrongSize {
        /// The images' file.
        file: PathBuf,
        /// Height.
        rows: usize,
        /// Width.
        columns: usize,
        /// Inputs of the network.
        expected: usize,
    },
    /// Images of another shape than the network's maps.
    #[error("{}: images of {rows}x{columns}, expected {}x{} of {} channels, the input of the network", file.display(), expected.height, expected.width, expected.channels)]
    WrongShape {
        /// The images' file.
        file: PathBuf,
        /// Height.
        rows: usize,
        /// Width.
        columns: usize,
        /// Input of the network.
        expected: Shape,
    },
    /// A label that the network has no output for.
    #[error("{}: label {label} of image {index}, expected 0..{}, the outputs of the network", file.display(), classes.saturating_sub(1))]
    LabelOutOfRange {
        /// The labels' file.
        file: PathBuf,
        /// The label.
        label: u8,
        /// Number of the image.
        index: usize,
        /// Outputs of the network.
        classes: usize,
    },
}

/// One part of a data set: images as codes, and their labels.
#[derive(Debug, Clone)]
pub struct Split {
    /// One image a row: the codes 0..127 of its pixels, row by row.
    pub images: Array2<i8>,
    /// The class of every image.
    pub labels: Vec<u8>,
    /// Height of an image in pixels.
    pub rows: usize,
    /// Width of an image in pixels.
    pub columns: usize,
    /// Images of the file, of which a limit may have left some out.
    pub available: usize,
    images_file: PathBuf,
    labels_file: PathBuf,
}

/// Which part of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Files `train-*`.
    Train,
    /// Files `t10k-*`.
    Test,
}

/// Reads one part of the data set `name` (`mnist`, `fashion-mnist` or a folder), its first `limit` images.
///
/// # Errors
/// Whatever [`DataError`] lists up to the number of labels; see [`Split::check`] for the rest.
pub fn load(name: &str, part: Part, limit: Option<usize>) -> Result<Split, DataError> {
    let folder = locate(name)?;
    load_folder(&folder, part, limit)
}

/// As [`load`], from a folder of IDX files.
///
/// # Errors
/// As [`load`].
pub fn load_folder(folder: &Path, part: Part, limit: Option<usize>) -> Result<Split, DataError> {
    let stem = match part {
        Part::Train => "train",
        Part::Test => "t10k",
    };
    let images_file = locate::file_of(folder, stem, "images-idx3")?;
    let labels_file = locate::file_of(folder, stem, "labels-idx1")?;
    let read = idx::read_images(&images_file)?;
    let mut labels = idx::read_labels(&labels_file)?;
    if labels.len() != read.count {
        return Err(DataError::CountMismatch {
            file: labels_file,
            images_file,
            labels: labels.len(),
            images: read.count,
        });
    }
    let count = limit.unwrap_or(read.count).min(read.count);
    labels.truncate(count);
    let size = read.rows * read.columns;
    let images = Array2::from_shape_fn((count, size), |(i, p)| input_code(read.pixels[i * size + p]));
    Ok(Split {
        images,
        labels,
        rows: read.rows,
        columns: read.columns,
        available: read.count,
        images_file,
        labels_file,
    })
}

impl Split {
    /// The shape of an image: one channel.
    pub fn shape(&self) -> Shape {
        Shape::new(1, self.rows, self.columns)
    }

    /// What to tell a user who has asked for the first `limit` images, when there are fewer.
    pub fn limit_note(&self, limit: Option<u32>) -> Option<String> {
        let limit = limit.filter(|&limit| limit as usize > self.available)?;
        let (file, available) = (self.images_file.display(), self.available);
        Some(format!(
            "--limit {limit}: {file} has {available} images, which are all used"
        ))
    }

    /// Checks that a network can take these images and has an output for each of their labels.
    ///
    /// # Errors
    /// [`DataError::WrongSize`], [`DataError::WrongShape`] and [`DataError::LabelOutOfRange`].
    pub fn check(&self, network: &Architecture) -> Result<(), DataError> {
        let (input, classes) = (network.input(), network.outputs());
        if self.images.ncols() != input.size() {
            return Err(DataError::WrongSize {
                file: self.images_file.clone(),
                rows: self.rows,
                columns: self.columns,
                expected: input.size(),
            });
        }
        // A vector takes images of any shape with as many pixels.
        if input.positions() > 1 && input != self.shape() {
            return Err(DataError::WrongShape {
                file: self.images_file.clone(),
                rows: self.rows,
                columns: self.columns,
                expected: input,
            });
        }
        match self
            .labels
            .iter()
            .position(|&label| usize::from(label) >= classes)
        {
            Some(index) => Err(DataError::LabelOutOfRange {
                file: self.labels_file.clone(),
                label: self.labels[index],
                index,
                classes,
            }),
            None => Ok(()),
        }
    }
}
