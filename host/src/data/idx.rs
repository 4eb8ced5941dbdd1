//! The IDX format of the MNIST family: a big-endian header, then bytes.
//!
//! Images: magic 0x00000803, count, rows, columns, then one byte a pixel, row by row. Labels: magic
//! 0x00000801, count, then one byte a label. A name that ends in `.gz` is decompressed on the fly.

use super::DataError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

const IMAGES: u32 = 0x0000_0803;
const LABELS: u32 = 0x0000_0801;

/// Images of one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Images {
    /// How many.
    pub count: usize,
    /// Height in pixels.
    pub rows: usize,
    /// Width in pixels.
    pub columns: usize,
    /// `count * rows * columns` bytes, image by image, row by row.
    pub pixels: Vec<u8>,
}

/// Reads a file of images.
///
/// # Errors
/// A file that is missing, truncated, too long, empty or of another kind: each names the file.
pub fn read_images(path: &Path) -> Result<Images, DataError> {
    let mut file = open(path)?;
    let [count, rows, columns] = header(path, &mut file, IMAGES)?;
    let pixels = body(path, &mut file, &[count, rows, columns])?;
    Ok(Images {
        count: count as usize,
        rows: rows as usize,
        columns: columns as usize,
        pixels,
    })
}

/// Reads a file of labels.
///
/// # Errors
/// As [`read_images`].
pub fn read_labels(path: &Path) -> Result<Vec<u8>, DataError> {
    let mut file = open(path)?;
    let [count] = header(path, &mut file, LABELS)?;
    body(path, &mut file, &[count])
}

/// Whether the name says that the file is compressed.
fn compressed(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "gz")
}

fn open(path: &Path) -> Result<Box<dyn Read>, DataError> {
    let file = File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => DataError::Missing {
            file: path.to_owned(),
        },
        _ => unreadable(path, e),
    })?;
    let file = BufReader::new(file);
    if compressed(path) {
        Ok(Box::new(MultiGzDecoder::new(file)))
    } else {
        Ok(Box::new(file))
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> DataError {
    let file = path.to_owned();
    // Only the decompressor takes an early end for an error: plain files just give fewer bytes.
    if compressed(path) && source.kind() == ErrorKind::UnexpectedEof {
        return DataError::CutGzip { file };
    }
    DataError::Unreadable { file, source }
}

/// Reads the magic number and `N` sizes, none of which may be zero.
fn header<const N: usize>(
    path: &Path,
    mut file: &mut dyn Read,
    expected: u32,
) -> Result<[u32; N], DataError> {
    let mut word = || {
        let mut bytes = Vec::with_capacity(4);
        let read = (&mut file).take(4).read_to_end(&mut bytes);
        read.map_err(|e| unreadable(path, e))?;
        match bytes[..] {
            [a, b, c, d] => Ok(u32::from_be_bytes([a, b, c, d])),
            _ => Err(DataError::TruncatedHeader {
                file: path.to_owned(),
            }),
        }
    };
    let found = word()?;
    if found != expected {
        return Err(DataError::WrongMagic {
            file: path.to_owned(),
            expected,
            found,
        });
    }
    let mut sizes = [0; N];
    for size in &mut sizes {
        *size = word()?;
        if *size == 0 {
            return Err(DataError::Empty {
                file: path.to_owned(),
            });
        }
    }
    Ok(sizes)
}

/// Reads exactly the product of `sizes` bytes. Nothing is reserved on the header's word alone: a header
/// that promises too much ends as a truncated file, not as an allocation failure.
fn body(path: &Path, file: &mut dyn Read, sizes: &[u32]) -> Result<Vec<u8>, DataError> {
    let expected = sizes
        .iter()
        .fold(1u64, |product, &s| product.saturating_mul(u64::from(s)));
    let mut bytes = Vec::new();
    let mut limited = file.take(expected.saturating_add(1));
    limited.read_to_end(&mut bytes).map_err(|e| unreadable(path, e))?;
    match (bytes.len() as u64).cmp(&expected) {
        std::cmp::Ordering::Less => Err(DataError::Truncated {
            file: path.to_owned(),
            expected,
            found: bytes.len() as u64,
        }),
        std::cmp::Ordering::Greater => Err(DataError::TooLong {
            file: path.to_owned(),
            expected,
        }),
        std::cmp::Ordering::Equal => Ok(bytes),
    }
}
