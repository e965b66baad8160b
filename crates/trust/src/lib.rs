//! Keys, signatures, logs and status become verdicts with their evidence. Never fetches, never asks the clock.
