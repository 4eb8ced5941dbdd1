//! The order of weights in files and in the golden model.
//!
//! | layer | file | golden and core |
//! |---|---|---|
//! | convolution | `[out][c][ky][kx]` | `[(ky * kw + kx) * C + c][out]` |
//! | dense on a map of C x H x W | `[(c * H + y) * W + x][out]` | `[(y * W + x) * C + c][out]` |

use golden::learn::wage::Layer;
use ndarray::{Array2, ArrayView2};

/// Whether files keep a layer as `[out][in][kh][kw]`: only what is not written as a convolution is dense, also a
/// convolution whose kernel is as large as its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `nCk`.
    Convolution,
    /// `nFC` or `n`.
    Dense,
}

/// Where the element `[k][out]` of a layer's matrix stands in the file's tensor, counted in row-major order.
fn place(layer: &Layer, kind: Kind, k: usize, out: usize) -> usize {
    let channels = layer.input.channels;
    let (tap, c) = (k / channels, k % channels);
    let area = layer.kernel.0 * layer.kernel.1;
    match kind {
        Kind::Convolution => (out * channels + c) * area + tap,
        // The kernel is the map, so that a tap is a position.
        Kind::Dense => (c * area + tap) * layer.outputs() + out,
    }
}

/// The shape of a layer's tensor in a file.
pub fn shape(layer: &Layer, kind: Kind) -> Vec<usize> {
    match kind {
        Kind::Convolution => vec![
            layer.outputs(),
            layer.input.channels,
            layer.kernel.0,
            layer.kernel.1,
        ],
        Kind::Dense => vec![layer.taps(), layer.outputs()],
    }
}

/// A layer's matrix `[k][out]` in the order of files.
pub fn to_file(layer: &Layer, kind: Kind, matrix: ArrayView2<i8>) -> Vec<i8> {
    let mut values = vec![0; matrix.len()];
    for ((k, out), &w) in matrix.indexed_iter() {
        if let Some(value) = values.get_mut(place(layer, kind, k, out)) {
            *value = w;
        }
    }
    values
}

/// The matrix `[k][out]` of a layer from the `layer.weights()` values of a file.
pub fn from_file(layer: &Layer, kind: Kind, values: &[i8]) -> Array2<i8> {
    Array2::from_shape_fn((layer.taps(), layer.outputs()), |(k, out)| {
        values.get(place(layer, kind, k, out)).copied().unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Net;
    use golden::learn::wage::Shape;

    fn layers(net: &str, images: Shape) -> Vec<Layer> {
        let net: Net = net.parse().unwrap();
        net.architecture(images, None).unwrap().layers().to_vec()
    }

    /// A code that tells every place of a small layer apart.
    fn code(place: usize) -> i8 {
        (place % 127) as i8 - 63
    }

    #[test]
    fn convolutions_are_out_in_row_column() {
        let layer = layers("3C2-2C3-5", Shape::new(2, 7, 6))[1];
        let (outputs, channels) = (2, 3);
        assert_eq!(shape(&layer, Kind::Convolution), [outputs, channels, 3, 3]);
        let values: Vec<i8> = (0..layer.weights()).map(code).collect();
        let matrix = from_file(&layer, Kind::Convolution, &values);
        for out in 0..outputs {
            for c in 0..channels {
                for (ky, kx) in (0..3).flat_map(|ky| (0..3).map(move |kx| (ky, kx))) {
                    let in_file = ((out * channels + c) * 3 + ky) * 3 + kx;
                    assert_eq!(matrix[((ky * 3 + kx) * channels + c, out)], code(in_file));
                }
            }
        }
        assert_eq!(to_file(&layer, Kind::Convolution, matrix.view()), values);
    }

    #[test]
    fn dense_layers_count_a_map_channel_by_channel_row_by_row() {
        let layer = layers("3C2-5", Shape::new(2, 5, 7))[1];
        let (channels, height, width, outputs) = (3, 4, 6, 5);
        assert_eq!(layer.input, Shape::new(channels, height, width));
        assert_eq!(shape(&layer, Kind::Dense), [channels * height * width, outputs]);
        let values: Vec<i8> = (0..layer.weights()).map(code).collect();
        let matrix = from_file(&layer, Kind::Dense, &values);
        for c in 0..channels {
            for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
                for out in 0..outputs {
                    let in_file = ((c * height + y) * width + x) * outputs + out;
                    assert_eq!(matrix[((y * width + x) * channels + c, out)], code(in_file));
                }
            }
        }
        assert_eq!(to_file(&layer, Kind::Dense, matrix.view()), values);
    }

    #[test]
    fn a_vector_keeps_its_order() {
        let layer = layers("6-4", Shape::vector(6))[0];
        let values: Vec<i8> = (0..24).map(code).collect();
        let matrix = from_file(&layer, Kind::Dense, &values);
        assert_eq!(matrix.iter().copied().collect::<Vec<_>>(), values);
    }
}
