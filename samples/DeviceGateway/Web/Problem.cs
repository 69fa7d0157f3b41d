namespace DeviceGateway;

/// <summary>Why a request was not carried out.</summary>
internal sealed record Problem(string Error);
