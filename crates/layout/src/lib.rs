//! Topology becomes positions, the same on every machine. Never knows what a node means.
