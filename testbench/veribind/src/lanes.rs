//! Vectors in wide ports: lane `i` of `bits` bits sits at bits `i * bits ..`, least significant word first.

/// The two's complement value of the low `bits` bits of `value`.
///
/// ```
/// assert_eq!(veribind::lanes::sign_extend(0xff, 8), -1);
/// assert_eq!(veribind::lanes::sign_extend(0x7f, 8), 127);
/// ```
#[inline]
pub fn sign_extend(value: u64, bits: u32) -> i64 {
    debug_assert!((1..=64).contains(&bits));
    let shift = 64 - bits;
    ((value << shift) as i64) >> shift
}

/// Lane `index` of `bits` (1 to 64) bits, unsigned; bits past the end of `words` read as zero.
///
/// ```
/// let words = [0x8000_0000, 0x0000_0001];
/// assert_eq!(veribind::lanes::get(&words, 31, 1), 1);
/// assert_eq!(veribind::lanes::get(&words, 1, 31), 0b11);
/// ```
#[inline]
pub fn get(words: &[u32], index: usize, bits: u32) -> u64 {
    debug_assert!((1..=64).contains(&bits));
    let start = index * bits as usize;
    let (word, offset) = (start / 32, start % 32);
    let at = |i: usize| u128::from(words.get(i).copied().unwrap_or(0));
    // A lane of up to 64 bits touches at most three words.
    let window = at(word) | (at(word + 1) << 32) | (at(word + 2) << 64);
    (window >> offset) as u64 & mask(bits)
}

/// Lane `index` as a signed number.
#[inline]
pub fn get_signed(words: &[u32], index: usize, bits: u32) -> i64 {
    sign_extend(get(words, index, bits), bits)
}

/// Writes the low `bits` (1 to 64) bits of `value` into lane `index`; bits past the end of `words` are lost.
///
/// ```
/// let mut words = [0; 2];
/// veribind::lanes::set(&mut words, 3, 12, -1i64 as u64);
/// assert_eq!(words, [0, 0x0000_fff0]);
/// ```
#[inline]
pub fn set(words: &mut [u32], index: usize, bits: u32, value: u64) {
    debug_assert!((1..=64).contains(&bits));
    let start = index * bits as usize;
    let (word, offset) = (start / 32, start % 32);
    let lane = u128::from(mask(bits)) << offset;
    let value = (u128::from(value) << offset) & lane;
    for (i, target) in words.iter_mut().skip(word).take(3).enumerate() {
        *target = *target & !((lane >> (32 * i)) as u32) | (value >> (32 * i)) as u32;
    }
}

/// All lanes at once: `values[i]` (its low `bits` bits) into lane `i`, into as many words as the port has.
///
/// ```
/// let words: [u32; 1] = veribind::lanes::pack(8, [-1i8, 2, -3, 4].map(i64::from));
/// assert_eq!(words, [0x04fd_02ff]);
/// ```
pub fn pack<const WORDS: usize>(bits: u32, values: impl IntoIterator<Item = i64>) -> [u32; WORDS] {
    let mut words = [0; WORDS];
    for (i, value) in values.into_iter().enumerate() {
        set(&mut words, i, bits, value as u64);
    }
    words
}

/// The first `count` lanes as signed numbers.
pub fn unpack_signed(words: &[u32], bits: u32, count: usize) -> impl Iterator<Item = i64> + '_ {
    (0..count).map(move |i| get_signed(words, i, bits))
}

#[inline]
fn mask(bits: u32) -> u64 {
    u64::MAX >> (64 - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_got_and_neighbours_stay() {
        for bits in 1..=64u32 {
            let lanes = 192 / bits as usize;
            for lane in 0..lanes {
                let mut words = [0xaaaa_aaaa_u32; 6];
                let before: Vec<u64> = (0..lanes).map(|i| get(&words, i, bits)).collect();
                let value = 0x0123_4567_89ab_cdef_u64.rotate_left(lane as u32) & mask(bits);
                set(&mut words, lane, bits, value);
                for (i, &old) in before.iter().enumerate() {
                    let expected = if i == lane { value } else { old };
                    assert_eq!(get(&words, i, bits), expected, "bits {bits}, set {lane}, got {i}");
                }
            }
        }
    }

    #[test]
    fn signed_lanes_come_back() {
        let values = [-128, -1, 0, 1, 127, -77];
        let words: [u32; 2] = pack(8, values);
        assert_eq!(unpack_signed(&words, 8, 6).collect::<Vec<_>>(), values);
        assert_eq!(sign_extend(u64::MAX, 64), -1);
    }
}
