//! What an adopter made of what it adopted. Never says whether that is good.

/// The difference between a profile and what it imports. Ids are control ids, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Taken over.
    pub taken: Vec<String>,
    /// Not taken over.
    pub left_out: Vec<String>,
    /// Kept only because a control below it was taken: included as parent, not selected, not counted.
    pub parents: Vec<String>,
    /// Parameters set or constrained.
    pub tightened: Vec<Tightened>,
    /// Controls with text removed or added.
    pub reworded: Vec<Reworded>,
}

/// A parameter that the adopter set or constrained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tightened {
    /// Control it belongs to; empty for parameters of groups.
    pub control: String,
    /// Id of the parameter.
    pub parameter: String,
    /// Values set.
    pub values: Vec<String>,
    /// Constraints added, in words.
    pub constraints: Vec<String>,
}

/// A control whose content the adopter changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// The control.
    pub control: String,
    /// Removal instructions.
    pub removed: u32,
    /// Additions.
    pub added: u32,
}
