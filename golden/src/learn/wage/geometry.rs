//! Where a convolution reads and writes its maps, and its pool. Maps lie `[y][x][c]`.

use super::{Layer, Shape};

/// For a position of the convolution: each row of its kernel that lies on the map, as the first tap, where its values
/// start in the map, and how many there are. Padding is left out.
fn runs(layer: &Layer, position: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    let (kh, kw) = layer.kernel;
    let Shape {
        channels,
        height,
        width,
    } = layer.input;
    // coordinates shifted by the padding, so that none is negative
    let (oy, ox) = (position / layer.output.width, position % layer.output.width);
    let pad = layer.pad;
    let first = ox.max(pad);
    let count = (ox + kw).min(width + pad).saturating_sub(first);
    (0..kh)
        .filter(move |ky| (pad..height + pad).contains(&(oy + ky)))
        .map(move |ky| {
            let from = ((oy + ky - pad) * width + first - pad) * channels;
            ((ky * kw + first - ox) * channels, from, count * channels)
        })
}

/// The values under the kernel at a position, in the order of the weight rows, zeros in the padding.
pub(super) fn gather(layer: &Layer, position: usize, map: &[i8], taps: &mut [i8]) {
    if layer.pad > 0 {
        taps.fill(0);
    }
    for (tap, from, count) in runs(layer, position) {
        taps[tap..tap + count].copy_from_slice(&map[from..from + count]);
    }
}

/// Adds the errors of the values under the kernel at a position to those of the map.
pub(super) fn scatter(layer: &Layer, position: usize, taps: &[i32], map: &mut [i32]) {
    for (tap, to, count) in runs(layer, position) {
        let each = map[to..to + count].iter_mut().zip(&taps[tap..tap + count]);
        each.for_each(|(e, tap)| *e += tap);
    }
}

/// The position of the convolution that is place `place` (0..4, in row-major order) of the square of a pooled position.
pub(super) fn pooled_from(layer: &Layer, pooled: usize, place: usize) -> usize {
    let (y, x) = (pooled / layer.result.width, pooled % layer.result.width);
    (2 * y + place / 2) * layer.output.width + 2 * x + place % 2
}

/// The maximum of each 2 x 2 square of `acc` and which of the four it is, the first of equal ones.
pub(super) fn pool(layer: &Layer, acc: &[i32], max: &mut [i32], winner: &mut [u8]) {
    let n = layer.outputs();
    for (pooled, (max, winner)) in max.chunks_mut(n).zip(winner.chunks_mut(n)).enumerate() {
        max.copy_from_slice(&acc[pooled_from(layer, pooled, 0) * n..][..n]);
        winner.fill(0);
        for place in 1..4 {
            let acc = &acc[pooled_from(layer, pooled, place) * n..][..n];
            for ((max, winner), &acc) in max.iter_mut().zip(winner.iter_mut()).zip(acc) {
                *winner = if acc > *max { place as u8 } else { *winner };
                *max = acc.max(*max);
            }
        }
    }
}

/// Puts the errors of a pooled map where its maxima came from, 0 elsewhere.
pub(super) fn unpool(layer: &Layer, q: &[i8], winner: &[u8], map: &mut [i8]) {
    let n = layer.outputs();
    map.fill(0);
    for (pooled, (q, winner)) in q.chunks(n).zip(winner.chunks(n)).enumerate() {
        let from = [0, 1, 2, 3].map(|place| pooled_from(layer, pooled, place) * n);
        for (o, (&q, &winner)) in q.iter().zip(winner).enumerate() {
            map[from[usize::from(winner & 3)] + o] = q;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Architecture, Stage};
    use super::*;

    fn layer(input: Shape, kernel: usize, padded: bool) -> Layer {
        let stages = [
            Stage::Convolution {
                channels: 2,
                kernel,
                padded,
            },
            Stage::Dense { outputs: 1 },
        ];
        Architecture::new(input, &stages, None).unwrap().layers()[0]
    }

    #[test]
    fn gathered_taps_are_those_under_the_kernel() {
        for (input, kernel, padded) in [
            (Shape::new(3, 5, 4), 3, false),
            (Shape::new(3, 5, 4), 3, true),
            (Shape::new(1, 2, 3), 5, true),
            (Shape::new(2, 4, 4), 4, false),
            (Shape::new(2, 3, 7), 1, true),
        ] {
            let layer = layer(input, kernel, padded);
            let map: Vec<i8> = (1..=input.size() as i8).collect();
            let Shape {
                channels: c,
                height: h,
                width: w,
            } = input;
            for position in 0..layer.output.positions() {
                let mut taps = vec![99; layer.taps()];
                gather(&layer, position, &map, &mut taps);
                let mut counts = vec![0; input.size()];
                scatter(&layer, position, &vec![1; layer.taps()], &mut counts);
                let mut seen = vec![0; input.size()];
                let (oy, ox) = (position / layer.output.width, position % layer.output.width);
                for (k, &tap) in taps.iter().enumerate() {
                    let (ky, kx, channel) = (k / c / kernel, k / c % kernel, k % c);
                    let (y, x) = (oy + ky, ox + kx);
                    let inside = y >= layer.pad && x >= layer.pad && y < h + layer.pad && x < w + layer.pad;
                    let expected = if inside {
                        let at = ((y - layer.pad) * w + x - layer.pad) * c + channel;
                        seen[at] = 1;
                        map[at]
                    } else {
                        0
                    };
                    assert_eq!(tap, expected, "{layer:?} position {position} tap {k}");
                }
                assert_eq!(counts, seen);
            }
        }
    }

    #[test]
    fn pools_drop_odd_edges_and_prefer_the_first_of_equals() {
        let stages = [
            Stage::Convolution {
                channels: 1,
                kernel: 1,
                padded: false,
            },
            Stage::MaxPool,
            Stage::Dense { outputs: 1 },
        ];
        let layer = Architecture::new(Shape::new(1, 3, 5), &stages, None)
            .unwrap()
            .layers()[0];
        assert_eq!(layer.result, Shape::new(1, 1, 2));
        let acc = [4, 4, -9, -3, 90, 4, 4, -2, -2, 91, 80, 81, 82, 83, 84];
        let (mut max, mut winner) = ([0; 2], [9; 2]);
        pool(&layer, &acc, &mut max, &mut winner);
        assert_eq!((max, winner), ([4, -2], [0, 2]));
        let mut map = [1; 15];
        unpool(&layer, &[5, -6], &winner, &mut map);
        assert_eq!(map, [5, 0, 0, 0, 0, 0, 0, -6, 0, 0, 0, 0, 0, 0, 0]);
    }
}
