//! Statements, values and rows: the little that both engines have in common.

use super::DbError;
use std::sync::Arc;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The text of a statement for each engine, with `$1` placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Statement {
    /// One text for both.
    pub const fn both(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }

    /// Two texts, where the engines differ.
    pub const fn each(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, postgres }
    }

    /// The text for an engine.
    pub fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// A value in or out of the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// BIGINT.
    Integer(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BYTEA or BLOB.
    Bytes(Vec<u8>),
}

impl Value {
    /// What kind of value it is, in a word.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Integer(_) => "an integer",
            Self::Real(_) => "a fraction",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
        }
    }
}

macro_rules! value_from {
    ($($type:ty => |$it:ident| $make:expr;)*) => {
        $(impl From<$type> for Value {
            fn from($it: $type) -> Self {
                $make
            }
        })*
    };
}

value_from! {
    i64 => |it| Self::Integer(it);
    i32 => |it| Self::Integer(it.into());
    u32 => |it| Self::Integer(it.into());
    u16 => |it| Self::Integer(it.into());
    u8 => |it| Self::Integer(it.into());
    f64 => |it| Self::Real(it);
    &str => |it| Self::Text(without_nul(it.to_owned()));
    String => |it| Self::Text(without_nul(it));
    &String => |it| Self::Text(without_nul(it.clone()));
    Vec<u8> => |it| Self::Bytes(it);
    &[u8] => |it| Self::Bytes(it.to_vec());
    super::CentreId => |it| Self::Integer(it.0);
    jiff::civil::Date => |it| Self::Text(it.to_string());
}

/// PostgreSQL holds no NUL in a text, and nobody types one: it is left out on both engines.
fn without_nul(text: String) -> String {
    if text.as_bytes().contains(&0) { text.replace('\0', "") } else { text }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Parameters of a statement: `params![centre, number, &name]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        [$($crate::db::Value::from($value)),*]
    };
}

/// A row that came back.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) columns: Arc<[String]>,
    pub(super) values: Vec<Value>,
}

impl Row {
    /// The value in a column.
    ///
    /// # Errors
    /// Where there is no such column or it holds another type.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T, DbError> {
        let index = self
            .columns
            .iter()
            .position(|name| name == column)
            .ok_or_else(|| DbError::Shape(format!("no column {column}")))?;
        self.at(index)
    }

    /// The value at a position.
    ///
    /// # Errors
    /// Where there is no such position or it holds another type.
    pub fn at<T: FromValue>(&self, index: usize) -> Result<T, DbError> {
        let value = self
            .values
            .get(index)
            .ok_or_else(|| DbError::Shape(format!("no column at {index}")))?;
        T::from_value(value).ok_or_else(|| {
            let name = self.columns.get(index).map_or("?", String::as_str);
            // What it holds may be about somebody, and this reaches the log.
            DbError::Shape(format!("column {name} holds {}", value.kind()))
        })
    }

    /// All values in order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The names of the columns in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// Types that a column can be read as.
pub trait FromValue: Sized {
    /// The value as this type, if it is one.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Integer(it) = value { Some(*it) } else { None }
    }
}

impl FromValue for u32 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|it| it.try_into().ok())
    }
}

impl FromValue for u16 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|it| it.try_into().ok())
    }
}

impl FromValue for usize {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|it| it.try_into().ok())
    }
}

impl FromValue for u64 {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).and_then(|it| it.try_into().ok())
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Real(it) => Some(*it),
            _ => None,
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(it) = value { Some(it.clone()) } else { None }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Bytes(it) = value { Some(it.clone()) } else { None }
    }
}

impl FromValue for super::CentreId {
    fn from_value(value: &Value) -> Option<Self> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for jiff::civil::Date {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(it) = value { it.parse().ok() } else { None }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        if *value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Value};

    #[test]
    fn what_a_column_holds_reaches_no_log() {
        let columns = vec!["phone".to_owned()].into();
        let row = Row { columns, values: vec![Value::from("10000000149")] };
        let told = row.get::<i64>("phone").expect_err("not an integer").to_string();
        assert!(told.contains("column phone holds a text"), "{told}");
        assert!(!told.contains("149"), "{told}");
    }

    #[test]
    fn no_text_carries_a_nul_to_the_database() {
        assert_eq!(Value::from("a\0b"), Value::Text("ab".to_owned()));
        assert_eq!(Value::from("\0".to_owned()), Value::Text(String::new()));
        assert_eq!(Value::from("王"), Value::Text("王".to_owned()));
    }
}
