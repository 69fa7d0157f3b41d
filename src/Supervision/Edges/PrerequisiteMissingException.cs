namespace Supervision;

/// <summary>Something that a tree needs from outside is not there.</summary>
public sealed class PrerequisiteMissingException : Exception
{
    internal PrerequisiteMissingException(string name, Exception error, bool wasThere)
        : base(Text(name, error, wasThere), error) => Name = name;

    /// <summary>Which: the id of the prerequisite.</summary>
    public string Name { get; }

    private static string Text(string name, Exception error, bool wasThere) => wasThere
        ? $"Prerequisite '{name}' is lost: {error.Message}"
        : $"Prerequisite '{name}' is missing: {error.Message} What stands to its right is not started.";
}
