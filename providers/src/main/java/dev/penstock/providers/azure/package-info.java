/** Azure OpenAI: deployments in the address, a version of the API, keys and Entra tokens. */
@NullMarked
package dev.penstock.providers.azure;

import org.jspecify.annotations.NullMarked;
