using System.Threading.Channels;

namespace MakeItCrash;

/// <summary>The pages that watch.</summary>
internal sealed class Pages
{
    private const int Most = 2000;
    private readonly HashSet<ChannelWriter<Scene>> _pages = [];

    /// <summary>False when there are too many.</summary>
    public bool Add(ChannelWriter<Scene> page) => _pages.Count < Most && _pages.Add(page);

    public void Remove(ChannelWriter<Scene> page) => _pages.Remove(page);

    /// <summary>Tells all. A page that is too slow to be told is told no more: it comes back and begins with all that there is.</summary>
    public void Tell(Scene scene) => _pages.RemoveWhere(page => !page.TryWrite(scene) && page.TryComplete());

    /// <summary>Ends all streams.</summary>
    public void Close() => _pages.RemoveWhere(page => page.TryComplete() || true);
}
