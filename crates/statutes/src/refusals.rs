//! How a module says what its law refuses: a sentence for the clerk, and the article.

macro_rules! refusals {
    ($about:literal; $($(#[doc = $doc:literal])* $name:ident {
        $zh:literal, $en:literal, basis: $basis_zh:literal, $basis_en:literal
    })*) => {
        #[doc = $about]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Refusal {
            $($(#[doc = $doc])* $name,)*
        }

        impl Refusal {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What is wrong and what to do.
            pub const fn phrase(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($zh, $en),)* }
            }

            /// The law or institution that says so.
            pub const fn basis(self) -> Phrase {
                match self { $(Self::$name => Phrase::of($basis_zh, $basis_en),)* }
            }
        }
    };
}

pub(crate) use refusals;
