package org.libopi;

/** Goods to hand out (unattended terminals). Only {@link Answer#YES} says that it was done. */
public final class Delivery extends DeviceRequest {
    Delivery(NativeBinding binding, long request) {
        super(binding, request);
    }
}
