//! Small indexes into one model. Never valid in another one.

macro_rules! index {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Positions stay far below 2³²: the limits of `intake` see to that.
            pub(crate) fn new(at: usize) -> Self {
                Self(at as u32)
            }

            /// Its position in the model's list of its kind.
            pub const fn at(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index! {
    /// A body.
    CommunityIx
}
index! {
    /// A rule set; order is by id.
    SetIx
}
index! {
    /// A rule; order is by rule set, then as in the original.
    RuleIx
}
index! {
    /// A relation, in the order of the files.
    RelationIx
}
