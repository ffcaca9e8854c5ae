//! The processor in; the widest instructions that the model may use out.
//!
//! Every path computes the same bits: integer sums are exact, and float code is the same source compiled for wider
//! registers, in a fixed order and without fused operations.

use crate::{Error, ErrorKind, Result};

/// The environment variable that names a path.
const VARIABLE: &str = "NEWSGRAPH_SIMD";

/// A path through the kernels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Simd {
    /// What every processor of the architecture has: SSE2 on x86-64, NEON on ARM, plain Rust elsewhere.
    Portable,
    /// 256-bit integers.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit vectors with VNNI byte products.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Simd {
    /// The best path of this processor, or the one that the variable `NEWSGRAPH_SIMD` names (`portable`, `avx2`,
    /// `avx512`).
    ///
    /// # Errors
    /// `Usage` where the variable names no path, or one that the processor lacks: a run that is meant for one path must
    /// not quietly take another.
    pub(super) fn active() -> Result<Self> {
        match std::env::var(VARIABLE) {
            Ok(wanted) => Self::named(&wanted),
            Err(_) => Ok(Self::available().pop().unwrap_or(Simd::Portable)),
        }
    }

    fn named(wanted: &str) -> Result<Self> {
        let available = Self::available();
        available.iter().find(|simd| simd.name() == wanted).copied().ok_or_else(|| {
            let names: Vec<_> = available.iter().map(|simd| simd.name()).collect();
            let message = format!("{VARIABLE} is “{wanted}”, which this processor does not have");
            Error::new(ErrorKind::Usage, message).remedy(format!("unset it or set it to one of: {}", names.join(", ")))
        })
    }

    /// The paths that this processor can run, the best last.
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut))]
    #[allow(clippy::vec_init_then_push)]
    pub(super) fn available() -> Vec<Self> {
        let mut paths = vec![Simd::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                paths.push(Simd::Avx2);
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni")
            {
                paths.push(Simd::Avx512);
            }
        }
        paths
    }

    fn name(self) -> &'static str {
        match self {
            Simd::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512 => "avx512",
        }
    }
}

/// Compiles a function once for each path and calls the one that its first argument names.
macro_rules! compiled_for_each_path {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        $vis fn $name(simd: $crate::analyze::model::simd::Simd, $($arg: $type),*) {
            #[inline(always)]
            fn generic($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($arg: $type),*) {
                generic($($arg),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
            fn avx512($($arg: $type),*) {
                generic($($arg),*)
            }
            match simd {
                $crate::analyze::model::simd::Simd::Portable => generic($($arg),*),
                // SAFETY: `Simd::available` found the instructions on this processor.
                #[cfg(target_arch = "x86_64")]
                $crate::analyze::model::simd::Simd::Avx2 => unsafe { avx2($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::analyze::model::simd::Simd::Avx512 => unsafe { avx512($($arg),*) },
            }
        }
    };
}
pub(super) use compiled_for_each_path;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_named() {
        for simd in Simd::available() {
            assert_eq!(Simd::named(simd.name()).unwrap(), simd);
        }
        assert_eq!(Simd::named("mmx").unwrap_err().kind(), ErrorKind::Usage);
    }
}
