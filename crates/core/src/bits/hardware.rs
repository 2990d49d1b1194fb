//! How is a fused multiply-add asked of the processor, lane by lane? By `f64::mul_add`, where what is compiled has the instruction; in WebAssembly by relaxed SIMD,
//! whose multiply-add is fused if the engine's test says so (`lanes/relaxed.rs`). Nowhere else may it be called: `mul_add` would be the system's library.

#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
use std::arch::wasm32::*;

#[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
macro_rules! lane_by_lane {
    ($name:ident, $number:ty) => {
        /// `a·b + c` of each lane.
        #[inline(always)]
        #[expect(clippy::disallowed_methods, reason = "the instruction, not the system's library")]
        pub(in crate::bits) fn $name<const N: usize>(
            a: [$number; N],
            b: [$number; N],
            c: [$number; N],
        ) -> [$number; N] {
            let mut result = c;
            for lane in 0..N {
                result[lane] = a[lane].mul_add(b[lane], c[lane]);
            }
            result
        }
    };
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
lane_by_lane!(doubles, f64);
#[cfg(not(all(target_arch = "wasm32", target_feature = "relaxed-simd")))]
lane_by_lane!(singles, f32);

/// `a·b + c` of each lane.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
#[inline(always)]
pub(in crate::bits) fn doubles<const N: usize>(a: [f64; N], b: [f64; N], c: [f64; N]) -> [f64; N] {
    let mut result = c;
    for (((result, a), b), c) in result.chunks_mut(2).zip(a.chunks(2)).zip(b.chunks(2)).zip(c.chunks(2)) {
        let [a, b, c] = [a, b, c].map(|pair| f64x2(pair[0], pair[pair.len() - 1]));
        let sum = f64x2_relaxed_madd(a, b, c);
        let lanes = [f64x2_extract_lane::<0>(sum), f64x2_extract_lane::<1>(sum)];
        result.copy_from_slice(&lanes[..result.len()]);
    }
    result
}

/// The same.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
#[inline(always)]
pub(in crate::bits) fn singles<const N: usize>(a: [f32; N], b: [f32; N], c: [f32; N]) -> [f32; N] {
    let mut result = c;
    for (((result, a), b), c) in result.chunks_mut(4).zip(a.chunks(4)).zip(b.chunks(4)).zip(c.chunks(4)) {
        let [a, b, c] = [a, b, c].map(|four| {
            let lane = |place: usize| four[place.min(four.len() - 1)];
            f32x4(lane(0), lane(1), lane(2), lane(3))
        });
        let sum = f32x4_relaxed_madd(a, b, c);
        let lanes = [
            f32x4_extract_lane::<0>(sum),
            f32x4_extract_lane::<1>(sum),
            f32x4_extract_lane::<2>(sum),
            f32x4_extract_lane::<3>(sum),
        ];
        result.copy_from_slice(&lanes[..result.len()]);
    }
    result
}
