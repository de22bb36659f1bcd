package org.libopi;

/** Text to show to the cashier or the customer. Whatever is answered, the terminal is told that it was shown. */
public final class DisplayText extends DeviceRequest {
    private final boolean forCustomer;

    DisplayText(NativeBinding binding, long request) {
        super(binding, request);
        forCustomer = binding.deviceRequestForCustomer(request) == 1;
    }

    /**
     * For whom it is.
     *
     * @return true for the customer, false for the cashier
     */
    public boolean forCustomer() {
        return forCustomer;
    }
}
