namespace DeviceGateway;

/// <summary>A device has answered with something that is no answer.</summary>
internal sealed class DeviceGarbageException(string message) : Exception(message);
