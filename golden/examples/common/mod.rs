//! The data set and the network notation of the examples.

use golden::learn::wage::{input_code, Shape, Stage};
use ndarray::Array2;
use std::{error::Error, fs, path::Path};

/// The payload of an IDX file of bytes, and its first dimension and last.
fn idx(path: &Path) -> Result<(usize, usize, Vec<u8>), Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let header = 4 + 4 * usize::from(*bytes.get(3).ok_or("empty file")?);
    let word = |at: usize| -> Result<usize, Box<dyn Error>> {
        let word = bytes.get(at..at + 4).ok_or("no dimensions")?;
        Ok(u32::from_be_bytes(word.try_into()?) as usize)
    };
    let (items, last) = (word(4)?, word(header - 4)?);
    Ok((items, last, bytes.get(header..).ok_or("no data")?.to_vec()))
}

/// Images `[sample][pixel]` as codes.
pub struct Set {
    pub images: Array2<i8>,
    pub labels: Vec<u8>,
    pub shape: Shape,
}

/// The set `train` or `t10k` of a folder.
pub fn set(folder: &Path, name: &str) -> Result<Set, Box<dyn Error>> {
    let (n, width, pixels) = idx(&folder.join(format!("{name}-images-idx3-ubyte")))?;
    let (_, _, labels) = idx(&folder.join(format!("{name}-labels-idx1-ubyte")))?;
    let codes = pixels.into_iter().map(input_code).collect::<Vec<_>>();
    let inputs = codes.len() / n;
    Ok(Set {
        images: Array2::from_shape_vec((n, inputs), codes)?,
        labels,
        shape: Shape::new(1, inputs / width, width),
    })
}

/// The stages of a notation; a bare number in front of dense layers is the inputs.
pub fn stages(net: &str) -> Result<Vec<Stage>, Box<dyn Error>> {
    let mut stages = Vec::new();
    for token in net.split('-') {
        stages.push(if token == "MP2" {
            Stage::MaxPool
        } else if let Some((channels, kernel)) = token.split_once('C').filter(|_| !token.ends_with("FC")) {
            Stage::Convolution {
                channels: channels.parse()?,
                kernel: kernel.trim_end_matches('P').parse()?,
                padded: kernel.ends_with('P'),
            }
        } else {
            Stage::Dense {
                outputs: token.trim_end_matches("FC").parse()?,
            }
        });
    }
    if net
        .split('-')
        .next()
        .is_some_and(|first| first.parse::<usize>().is_ok())
    {
        stages.remove(0);
    }
    Ok(stages)
}
