package dev.penstock.starter.cli.service;

import dev.penstock.starter.cli.output.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Judges the address that a server is told to listen on. */
final class ListenAddress {
    private ListenAddress() {}

    /**
     * Returns whether only this machine can reach the address.
     *
     * @throws UserError if it is not an address of this machine
     */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UserError("--host: '" + host + "' is not an address of this machine");
        }
    }
}
