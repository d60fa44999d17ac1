//! How the table of breaches is written: a name, both sentences, both bases.

/// One enum of rules that said no, with what each says.
macro_rules! breaches {
    ($($(#[doc = $doc:literal])* $name:ident {
        $zh:literal, $en:literal, basis: $basis_zh:literal, $basis_en:literal
    })*) => {
        /// A rule said no (违规提示).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[doc(alias = "违规提示")]
        pub enum Breach {
            $($(#[doc = $doc])* $name,)*
        }

        impl Breach {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What is wrong and what to do.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }

            /// Law, standard or institution that says so.
            pub const fn basis(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($basis_zh, $basis_en),)* }
            }

            /// A stable name for machines.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

pub(super) use breaches;
