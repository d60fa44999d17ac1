//! Search of the catalogue (事项搜索).
mod index;
mod sound;
mod synonyms;
mod text;
