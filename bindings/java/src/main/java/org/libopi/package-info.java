/**
 * Drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended: paid, not paid, or unknown
 * and how to find out. Begin with {@link org.libopi.Terminal}.
 *
 * <p>Money is {@link org.libopi.Money}: a {@link java.math.BigDecimal} in major units and its currency; never floating point.
 */
package org.libopi;
