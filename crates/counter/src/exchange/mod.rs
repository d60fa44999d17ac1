//! Import and export of the catalogue (事项导入导出).
mod columns;
mod english;
mod grid;
mod lists;
mod plain;
mod report;
mod shipped;
mod template;
mod understand;
mod values;
mod workbook;
