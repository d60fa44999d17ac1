//! What happened, in the past participle.
