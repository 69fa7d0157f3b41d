namespace ItemsApi;

/// <summary>Where it is written down what is about to be stored.</summary>
internal interface IAuditTrail
{
    /// <summary>The prerequisite: completes when the trail is there and can be written.</summary>
    /// <exception cref="IOException">It is not.</exception>
    Task CheckAsync();

    /// <summary>Makes it ready for the next record, whatever was left of the last one. For the one process that writes.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    Task OpenAsync();

    /// <summary>Writes one record; durable when it completes.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    Task AppendAsync(AuditRecord record);
}
