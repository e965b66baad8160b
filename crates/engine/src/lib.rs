//! The facade: apply a change, ask for plain data. Never touches browser, clock or randomness.
