/**
 * Drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended: paid, not paid, or unknown
 * and how to find out. Begin with {@link org.libopi.Terminal}.
 *
 * <p>Money is {@link java.math.BigDecimal} in major units, or a {@code long} of minor units; never floating point.
 */
package org.libopi;
