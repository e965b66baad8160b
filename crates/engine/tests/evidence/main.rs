//! Evidence about small invented bodies. What each file asks stands at its top.

mod bodies;
mod states;
mod viewpoints;
