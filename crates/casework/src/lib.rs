//! The casework wing: cases from intake to completion.
