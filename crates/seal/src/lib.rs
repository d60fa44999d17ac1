//! SM3 digests and chains, SM2 signatures and SM4 field encryption, behind traits.
