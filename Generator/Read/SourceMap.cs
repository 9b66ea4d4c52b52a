using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GraphGen.Generator.Read;

/// <summary>The way back from places in a model to the syntax they were read from: filled while reading, kept by the analyzer alone.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<Place, SyntaxNodeOrToken> _syntax = [];
    private readonly Dictionary<Place, AttributeData> _attributes = [];
    private readonly Dictionary<string, int> _sites = [];

    public void Add(Place place, SyntaxNodeOrToken syntax) => _syntax[place] = syntax;

    public void Add(Place place, AttributeData attribute)
    {
        _attributes[place] = attribute;
        _syntax[place] = attribute.ApplicationSyntaxReference!.GetSyntax();
    }

    /// <summary>A place of its own for a mistake that reading itself finds.</summary>
    public Place Site(string unit, SyntaxNodeOrToken syntax)
    {
        _sites.TryGetValue(unit, out int index);
        _sites[unit] = index + 1;
        Place place = new(unit, PlaceKind.Site, index);
        Add(place, syntax);
        return place;
    }

    /// <summary>What stands there, for a message.</summary>
    public string Text(Place place) => _syntax.TryGetValue(place, out SyntaxNodeOrToken syntax) ? GraphReader.Excerpt(syntax) : "";

    /// <summary>The place's location, or null if nothing was read there.</summary>
    public Location? Locate(Place place)
    {
        Place whole = place with { Argument = null };
        if (place.Argument is { } name && _attributes.TryGetValue(whole, out AttributeData attribute)
            && LayerAttributes.Argument(attribute, name) is AttributeArgumentSyntax argument)
        {
            return argument.GetLocation();
        }

        return _syntax.TryGetValue(whole, out SyntaxNodeOrToken syntax) ? syntax.GetLocation() : null;
    }
}
