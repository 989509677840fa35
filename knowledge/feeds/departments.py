"""Which department of an electronics shop a kind of product belongs to."""

from functools import cache

# The first department with a word of the type wins, so the more telling words stand first.
_WORDS = {
    "Toys & Hobbies": "doll toy puzzle bead nail playset playhouse crayon sand craft jigsaw game sticker kids' stuffed "
    "marker-toy plush slime",
    "Printing": "toner ink scanner printhead container printer print printing fuser drum photoconductor "
    "plotter ribbon imprinter imaging developer "
    "multifunction duplex stacker tray feeder fax finisher stapler-finisher spindle imager laserjet "
    "maintenance transfer mailbox",
    "Paper & Office": "paper label label-making tape-label binder folder calculator laminator lamination hole shredder "
    "staples film stationery pen pencil document media canvas textile vellum envelope punch cutter",
    "Phones & Wearables": "phone smartphone smartwatch watch tracker handheld navigator mobile",
    "Photo & Video": "camera lens camcorder binocular tripod flash photo flashgun viewfinder",
    "Projectors & Displays": "projector projection monitor tv screen display panel signage project mount flat",
    "Audio": "headphones headset speaker loudspeaker audio radio microphone earphones soundbar player "
    "recorder turntable hi-fi",
    "Cables & Adapters": "cable changer gender plug y-cable cord lead connector adapter splitter patch "
    "converter coupler extender wire patchcord",
    "Power": "ups power battery surge uninterruptible pdu outlet inverter charger supply bulb lamp energy",
    "Networking": "faceplate keystone jack plate hub network networking router switch modem ethernet antenna "
    "wireless-lan access transceiver "
    "kvm firewall sfp "
    "lan print-server bridge repeater",
    "Storage": "drive disk disc hdd ssd storage memory usb raid tape blank card reader cartridge floppy nas data",
    "Computers": "notebook laptop chromebook netbook desktop computer workstation server tablet pc "
    "thin-client barebone "
    "hybrid all-in-one client ultrabook",
    "Components": "processor dimm motherboard board graphics board chassis cooling cooler fan heatsink "
    "interface controller "
    "module riser card-controller slot",
    "Accessories": "keyboard mouse protector footrest rest sensor drawer door pole backpack bag case sleeve stand dock "
    "docking trackball keypad pad stylus "
    "webcam presenter "
    "lock privacy filter remote mount bracket rack cabinet kit shelf holder enclosure arm rail tie cover",
    "Home Appliances": "coffee kettle vacuum iron blender toaster hob oven fridge refrigerator washing "
    "dishwasher shaver "
    "epilator hair toothbrush trimmer cooker grinder fryer steamer mixer juicer freezer hood appliance espresso",
    "Software & Services": "software license warranty support service subscription upgrade renewal emulation",
}
_DEPARTMENTS = [(name, frozenset(words.split())) for name, words in _WORDS.items()]
_OTHER = "Other"


@cache
def department(kind: str) -> str:
    """Return the department of a product type: that of its last word that has one, "Other" for none."""
    for word in reversed(kind.lower().split()):
        for name, words in _DEPARTMENTS:
            if word in words:
                return _qualified(name, kind.lower().split())
    return _OTHER if kind else ""


def _qualified(name: str, words: list[str]) -> str:
    """Let a printer's memory be Printing and a phone's case Phones: the first word says what a part is for."""
    if name in ("Accessories", "Storage", "Components", "Power", "Projectors & Displays") and len(words) > 1:
        for owner in ("Printing", "Phones & Wearables", "Photo & Video", "Power"):
            if words[0] in dict(_DEPARTMENTS)[owner]:
                return owner
        if words[0] in ("computer", "server"):
            return "Components"
    return name
