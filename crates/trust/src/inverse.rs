//! Inverses modulo p = 2²⁵⁵ − 19, found by divisions by two. Quick, and never trusted: who asks multiplies out.
//!
//! The steps are those of D. J. Bernstein and B.-Y. Yang, "Fast constant-time gcd computation and modular inversion"
//! (2019), §8; public values need no constant time, so runs of zeros are skipped. Thirty steps at a time are worked out
//! on the lowest bits alone and then applied to the whole numbers as one matrix.

/// Bits of a limb, and steps worked out at a time.
const BITS: u32 = 30;
const MASK: i32 = (1 << BITS) - 1;

/// A signed number: nine limbs of 30 bits, lowest first, of which only the last may be negative.
type Number = [i32; 9];

/// p has but two limbs that are not zero.
const P: Number = [-19, 0, 0, 0, 0, 0, 0, 0, 1 << 15];
/// The inverse of p modulo 2³⁰, that is −1 / 19.
const P_INVERSE: i32 = {
    // Each round doubles the bits that are right, of which there are three at first.
    let mut inverse = -19_i32;
    let mut round = 0;
    while round < 4 {
        inverse = inverse.wrapping_mul(2_i32.wrapping_add(19_i32.wrapping_mul(inverse)));
        round += 1;
    }
    inverse & MASK
};

/// More rounds than any number below p takes.
const ROUNDS: usize = 25;

/// Thirty steps as a matrix, multiplied by 2³⁰.
struct Steps {
    u: i32,
    v: i32,
    q: i32,
    r: i32,
}

/// The inverse of a number, both as 32 bytes, lowest first. For zero, and should a step be wrong, any number.
pub(crate) fn modulo_25519(number: &[u8; 32]) -> [u8; 32] {
    let (mut f, mut g) = (P, split(number));
    let (mut d, mut e) = ([0; 9], [0; 9]);
    e[0] = 1;
    let mut eta = -1;
    // Limbs that f and g still fill.
    let mut filled = 9;
    for _ in 0..ROUNDS {
        let steps = thirty_steps(&mut eta, f[0], g[0]);
        apply_modulo(&steps, &mut d, &mut e);
        apply(&steps, &mut f[..filled], &mut g[..filled]);
        if g[..filled].iter().all(|limb| *limb == 0) {
            break;
        }
        filled = shortened(&mut f, &mut g, filled);
    }
    // Now f is 1 or −1, and d is f times the inverse, above −2p and below p.
    join(&d, f[filled - 1] < 0)
}

/// Thirty steps on the lowest bits of f and g.
fn thirty_steps(eta: &mut i32, f: i32, g: i32) -> Steps {
    let (mut f, mut g) = (f as u32, g as u32);
    let (mut u, mut v, mut q, mut r) = (1_u32, 0_u32, 0_u32, 1_u32);
    let mut left = BITS;
    loop {
        // Zeros at the end of g are steps that only halve; the bit set above ends them in time.
        let zeros = (g | (u32::MAX << left)).trailing_zeros();
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        *eta -= zeros as i32;
        left -= zeros;
        if left == 0 {
            break;
        }
        if *eta < 0 {
            *eta = -*eta;
            (f, g) = (g, f.wrapping_neg());
            (u, q) = (q, u.wrapping_neg());
            (v, r) = (r, v.wrapping_neg());
        }
        // Before f and g swap again, up to six bits of g go at once: f·(f² − 2) is −1/f modulo 2⁶.
        let bits = left.min(*eta as u32 + 1).min(6);
        let times = f
            .wrapping_mul(f.wrapping_mul(f).wrapping_sub(2))
            .wrapping_mul(g)
            & ((1 << bits) - 1);
        g = g.wrapping_add(f.wrapping_mul(times));
        q = q.wrapping_add(u.wrapping_mul(times));
        r = r.wrapping_add(v.wrapping_mul(times));
    }
    let [u, v, q, r] = [u, v, q, r].map(|number| number as i32);
    Steps { u, v, q, r }
}

/// (u·a + v·b, q·a + r·b), not divided yet.
fn by(steps: &Steps, a: i32, b: i32) -> (i64, i64) {
    let (a, b) = (i64::from(a), i64::from(b));
    (
        i64::from(steps.u) * a + i64::from(steps.v) * b,
        i64::from(steps.q) * a + i64::from(steps.r) * b,
    )
}

/// The matrix applied to f and g; what is divided off is zero.
fn apply(steps: &Steps, f: &mut [i32], g: &mut [i32]) {
    let (mut carry_f, mut carry_g) = by(steps, f[0], g[0]);
    for at in 1..f.len() {
        let (next_f, next_g) = by(steps, f[at], g[at]);
        carry_f = (carry_f >> BITS) + next_f;
        carry_g = (carry_g >> BITS) + next_g;
        f[at - 1] = carry_f as i32 & MASK;
        g[at - 1] = carry_g as i32 & MASK;
    }
    let last = f.len() - 1;
    f[last] = (carry_f >> BITS) as i32;
    g[last] = (carry_g >> BITS) as i32;
}

/// The matrix applied to d and e modulo p: as many p are added as make the lowest limbs zero.
fn apply_modulo(steps: &Steps, d: &mut Number, e: &mut Number) {
    // Where d or e is negative, p is added first: so both stay above −2p and below p.
    let (below_d, below_e) = (d[8] >> 31, e[8] >> 31);
    let (mut carry_d, mut carry_e) = by(steps, d[0], e[0]);
    let whole = |start: i32, carry: i64| {
        let wrong = P_INVERSE.wrapping_mul(carry as i32).wrapping_add(start) & MASK;
        i64::from(start - wrong)
    };
    let of_d = whole((steps.u & below_d) + (steps.v & below_e), carry_d);
    let of_e = whole((steps.q & below_d) + (steps.r & below_e), carry_e);
    carry_d += i64::from(P[0]) * of_d;
    carry_e += i64::from(P[0]) * of_e;
    for at in 1..9 {
        let (next_d, next_e) = by(steps, d[at], e[at]);
        carry_d = (carry_d >> BITS) + next_d;
        carry_e = (carry_e >> BITS) + next_e;
        if at == 8 {
            carry_d += i64::from(P[8]) * of_d;
            carry_e += i64::from(P[8]) * of_e;
        }
        d[at - 1] = carry_d as i32 & MASK;
        e[at - 1] = carry_e as i32 & MASK;
    }
    d[8] = (carry_d >> BITS) as i32;
    e[8] = (carry_e >> BITS) as i32;
}

/// Leaves the highest limb out when it says nothing but the sign.
fn shortened(f: &mut Number, g: &mut Number, filled: usize) -> usize {
    let last = filled - 1;
    let sign_only = |limb: i32| limb == 0 || limb == -1;
    if filled > 1 && sign_only(f[last]) && sign_only(g[last]) {
        f[last - 1] |= f[last] << BITS;
        g[last - 1] |= g[last] << BITS;
        last
    } else {
        filled
    }
}

fn split(number: &[u8; 32]) -> Number {
    std::array::from_fn(|limb| {
        let from = limb * BITS as usize;
        let byte = |at: usize| number.get(at).map_or(0, |byte| u64::from(*byte));
        let five = (0..5).fold(0, |sum, next| sum | byte(from / 8 + next) << (8 * next));
        (five >> (from % 8)) as i32 & MASK
    })
}

/// The number of the limbs, or its negative, made one between 0 and 2²⁵⁵ by adding a multiple of p.
fn join(limbs: &Number, negative: bool) -> [u8; 32] {
    let mut bytes = [0; 32];
    // Twice p makes either sign positive; then p is taken off as often as it goes.
    let sign = if negative { -1 } else { 1 };
    let mut sum: [i64; 9] =
        std::array::from_fn(|at| i64::from(limbs[at]) * sign + 2 * i64::from(P[at]));
    loop {
        let mut carry = 0;
        for limb in &mut sum[..8] {
            *limb += carry;
            carry = *limb >> BITS;
            *limb &= i64::from(MASK);
        }
        sum[8] += carry;
        let over = sum[8] >> 15;
        if over <= 0 {
            break;
        }
        sum[8] -= over << 15;
        sum[0] += 19 * over;
    }
    let (mut held, mut count, mut place) = (0_u64, 0, bytes.iter_mut());
    for limb in sum {
        held |= (limb as u64) << count;
        count += BITS;
        while count >= 8 {
            if let Some(byte) = place.next() {
                *byte = held as u8;
            }
            held >>= 8;
            count -= 8;
        }
    }
    bytes
}
